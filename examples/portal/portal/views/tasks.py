from celery.result import AsyncResult
from flask import Blueprint

bp = Blueprint("tasks", __name__)


@bp.get("/tasks/<task_id>")
def show(task_id: str):
    """PENDING is also what Celery says of a task that it does not know."""
    task = AsyncResult(task_id)
    state = task.state
    answer = {"task_id": task_id, "state": state, "result": None}
    if state == "SUCCESS":
        answer["result"] = task.result
    elif state == "FAILURE":
        answer["error"] = str(task.result)
    return answer
