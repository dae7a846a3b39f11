ORDER = {"department": "ICU", "patient": "Tomas Hallgrim", "test": "Electrolytes", "priority": "emergency"}


def test_home_lists_departments_with_their_open_reports(client, report_id):
    page = client.get("/").text
    assert "Test Hospital" in page
    assert "Intensive Care" in page
    assert "<td>1</td>" in page
    assert "last checked: never" in page


def test_an_order_appears_in_the_list(client):
    answer = client.post("/reports", data=ORDER, follow_redirects=True)
    assert answer.status_code == 200
    assert "L000001 was ordered." in answer.text
    assert "Tomas Hallgrim" in client.get("/reports?status=pending&department=ICU").text
    assert "Tomas Hallgrim" not in client.get("/reports?status=final").text


def test_a_wrong_order_keeps_what_was_typed(client):
    answer = client.post("/reports", data=ORDER | {"department": "XXX", "priority": "soon"})
    assert answer.status_code == 422
    assert "There is no such department." in answer.text
    assert 'value="Tomas Hallgrim"' in answer.text
    assert "No reports." in client.get("/reports").text


def test_whoever_signed_on_is_kept_with_the_order(client):
    client.post("/desk", data={"initials": "emk"})
    client.post("/reports", data=ORDER)
    assert "by EMK" in client.get("/reports/1").text


def test_markup_in_a_name_is_escaped(client):
    client.post("/reports", data=ORDER | {"patient": "<b>Tomas</b>"})
    assert "&lt;b&gt;Tomas&lt;/b&gt;" in client.get("/reports").text


def test_health_fails_without_redis_and_passes_with_it(client, monkeypatch):
    monkeypatch.setattr("portal.views.status.redis_answers", lambda: False)
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json["database"], answer.json["redis"]) == (503, True, False)

    monkeypatch.setattr("portal.views.status.redis_answers", lambda: True)
    assert client.get("/healthz").json["status"] == "ok"
