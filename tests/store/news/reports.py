"""What an import leaves on the desk, and what its report says."""


def headlines(desk):
    return [item.headline for item in desk.news]


def only(desk):
    (item,) = desk.news
    return item


def why(report):
    """What was refused, and the sentence."""
    return {refused.where: str(refused.why) for refused in report.refused}


def reasons(report):
    """The sentences of what was refused; two may be of one place."""
    return [str(refused.why) for refused in report.refused]


def said(report):
    """What is told of what was taken."""
    return [str(told.what) for told in report.told]
