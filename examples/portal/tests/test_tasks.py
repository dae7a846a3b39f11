from datetime import timedelta

from portal.extensions import db
from portal.models import Report
from portal.tasks import mark_overdue
from portal.times import now

RESULT = "Haemoglobin 8.1 mmol/l\nLeucocytes 14.2 /nl H\nPlatelets 96 /nl L"


def test_summary_is_a_task_whose_result_can_be_read(client, report_id):
    client.post(f"/reports/{report_id}/result", data={"result": RESULT})
    queued = client.post(f"/reports/{report_id}/summary")
    assert queued.status_code == 202

    task = client.get(queued.json["status_url"]).json
    assert task["state"] == "SUCCESS"
    assert task["result"]["flagged"] == ["Leucocytes 14.2 /nl H", "Platelets 96 /nl L"]
    assert "2 of 3 values outside the range" in client.get(f"/reports/{report_id}").text


def test_summary_of_a_report_without_result(client, report_id):
    queued = client.post(f"/reports/{report_id}/summary").json
    task = client.get(queued["status_url"]).json
    assert task["result"]["summary"] == "Blood count: no result yet"
    assert client.post("/reports/999/summary").status_code == 404


def test_the_department_is_told_without_the_patients_name(client, report_id, monkeypatch):
    sent = []
    monkeypatch.setattr("portal.mail.send", lambda **message: sent.append(message))
    client.post(f"/reports/{report_id}/result", data={"result": RESULT})
    assert sent[0]["to"] == "icu@test.example"
    assert "L000001" in sent[0]["subject"]
    assert "Marwick" not in str(sent)


def test_only_late_pending_reports_become_overdue(app, client, report_id):
    with app.app_context():
        assert mark_overdue() == 0
        db.session.get_one(Report, report_id).due_at = now() - timedelta(minutes=1)
        db.session.commit()
        assert mark_overdue() == 1
        assert mark_overdue() == 0
    assert client.get(f"/api/reports/{report_id}").json["status"] == "overdue"

    job = client.get("/jobs").json["jobs"][0]
    assert (job["job"], job["runs"]) == ("mark-overdue", 3)
    assert "last checked: never" not in client.get("/").text
