"""Another program that changes a desk file, and where its text and ours are afterwards."""

from __future__ import annotations

import json

OURS, THEIRS, OLD, NEW = "Câu của ta.", "Câu của họ.", "Câu hôm qua.", "Tin họ thêm."
LONG = "Một đoạn vừa phải để tệp không quá ngắn. " * 40


def bodies(desk):
    return {article.headline: article.body for article in desk.articles}


def kept_files(path):
    """What was kept of other programs' files, in the order of their names."""
    kinds = (f"{path.name}.{kind}-*" for kind in ("outside", "damaged"))
    return sorted(file for kind in kinds for file in path.parent.glob(kind))


def where(desk, text):
    """Where a text can be found again."""
    found = set()
    if any(text in article.body for article in desk.articles):
        found.add("desk")
    for article in desk.articles:
        history = desk.revisions.of(article)
        if any(text in history.state(place).body for place in range(len(history.revisions))):
            found.add("history")
    if any(text in json.dumps(entry.theirs, ensure_ascii=False) for entry in desk.file.conflicts):
        found.add("conflicts")
    escaped = json.dumps(text)[1:-1].encode()  # as stock TinyDB writes it
    for file in kept_files(desk.file.path):
        if text.encode() in file.read_bytes() or escaped in file.read_bytes():
            found.add("kept file")
    return found


def told(desk):
    """What a desk has to tell, each as a whole sentence."""
    sentences = [str(one) for one in desk.file.findings()]
    for sentence in sentences:
        assert sentence.endswith(".")
        assert "\n" not in sentence
        assert "{" not in sentence
    return sentences


def edit(path, change):
    """Change a desk file as a script does: the whole JSON, in place."""
    data = json.loads(path.read_bytes())
    change(data)
    path.write_text(json.dumps(data), encoding="utf-8")  # every letter escaped, as stock does


def set_body(headline, body):
    """A change of one article of that headline."""

    def change(data):
        (found,) = [a for a in data["articles"].values() if a["headline"] == headline]
        found["body"] = body

    return change
