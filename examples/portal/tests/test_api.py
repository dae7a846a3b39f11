def test_departments(client):
    assert client.get("/api/departments/ICU").json == {"code": "ICU", "name": "Intensive Care", "floor": 7}
    assert client.get("/api/departments/XXX").status_code == 404


def test_order_and_read_back(client):
    order = {"department": "ICU", "patient": "Runa Veldt", "test": "Lactate"}
    created = client.post("/api/reports", json=order)
    assert created.status_code == 201
    assert created.json["status"] == "pending"
    assert client.get(f"/api/reports/{created.json['id']}").json["patient"] == "Runa Veldt"
    assert len(client.get("/api/reports?status=pending").json["reports"]) == 1


def test_a_wrong_order_says_what_is_wrong(client):
    answer = client.post("/api/reports", json={"department": "ICU", "patient": " "})
    assert answer.status_code == 422
    assert sorted(answer.json["errors"]) == ["patient", "test"]
