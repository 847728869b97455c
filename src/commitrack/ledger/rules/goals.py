"""The rules of what is to be met: the goal against its baseline, its steps and its milestones."""

from collections.abc import Iterator
from decimal import Decimal

import msgspec

from commitrack.ledger.model import AnyCommitment, Measured, Numbered, Update
from commitrack.ledger.rules.amounts import amount_mistakes
from commitrack.ledger.rules.mistakes import Mistake, option
from commitrack.ledger.rules.terms import Terms, begins_period


def goal_mistakes(commitment: AnyCommitment, terms: Terms, unread: frozenset[str]) -> Iterator[Mistake]:
    """Find what is wrong with the goal as it was announced."""
    if not isinstance(commitment, Numbered):
        return
    for name in ("baseline", "target", "at_most"):
        amount = None if name in unread else getattr(commitment, name, None)
        if amount is not None:
            yield from amount_mistakes(name, amount)
    if isinstance(commitment, Measured):
        absent = commitment.target is None and commitment.at_most is None
        if absent and not unread & {"target", "at_most"}:
            yield Mistake(
                ("target",),
                "missing-key",
                "missing; write target = N for at least N, or at_most = N",
                "missing; add --target N for at least N, or --at-most N",
            )
    yield from bounds_mistakes(terms)
    yield from _step_mistakes(commitment, terms)
    yield from milestone_mistakes(terms)


def bounds_mistakes(terms: Terms) -> Iterator[Mistake]:
    """Find whether a goal, the first one or a revised one, leaves nothing to meet, or contradicts its baseline."""
    target, at_most, baseline = terms.target, terms.at_most, terms.baseline
    if target is not None and at_most is not None and target > at_most:
        yield Mistake(
            ("target",),
            "bad-amount",
            f"above at_most, {at_most:f}; a range is from target up to at_most: correct one of the two",
            f"above --at-most, {at_most:f}; a range is from --target up to --at-most: correct one of the two",
        )
    yield from _positive_mistakes(terms.kind, "target", target)
    if terms.kind == "periodic" and at_most is not None and at_most < 0:
        yield Mistake(("at_most",), "bad-amount", "below zero, where every period counts from zero; write 0 or more")
    if target is not None and baseline is not None and (at_most is None or terms.kind != "level"):
        yield from _baseline_mistakes(terms.kind, target, baseline)
    if terms.kind == "total" and at_most is not None and baseline is not None and at_most < baseline:
        yield Mistake(
            ("at_most",),
            "bad-amount",
            f"below the baseline, {baseline:f}, which a running count never comes down to; "
            'write kind = "level" for a value that falls',
            f"below the baseline, {baseline:f}, which a running count never comes down to; "
            "use --kind level for a value that falls",
        )


def _positive_mistakes(kind: str | None, key: str, target: Decimal | None) -> Iterator[Mistake]:
    if target is None or kind not in ("periodic", "standing"):
        return
    if target <= 0:
        need, is_capped = "not above zero; write how many are to be reached", kind == "periodic"
        yield Mistake(
            (key,),
            "bad-amount",
            f"{need}; for no more than so much, write at_most" if is_capped else need,
            f"{need}; for no more than so much, use --at-most" if is_capped else need,
        )
    elif kind == "standing" and target % 1:
        yield Mistake((key,), "bad-amount", "not a whole number; write how many members are to be in force")


def _baseline_mistakes(kind: str | None, target: Decimal, baseline: Decimal) -> Iterator[Mistake]:
    nothing = "equal to the baseline, so there is nothing to reach"
    below = f"below the baseline, {baseline:f}, and a target means at least so much"
    cap, typed_cap = f"at_most = {target:f}", f"--at-most {target:f}"
    if kind == "total" and target == baseline:
        yield Mistake(
            ("target",),
            "bad-amount",
            f"{nothing}; to stay at no more than so much, write {cap}; to come down to it, write "
            f'kind = "level" and {cap}; or correct one of the two',
            f"{nothing}; to stay at no more than so much, use {typed_cap}; to come down to it, use --kind level and "
            f"{typed_cap}; or correct one of the two",
        )
    elif target < baseline and kind == "total":
        yield Mistake(
            ("target",),
            "bad-amount",
            f'{below}; to come down to it, write kind = "level" and {cap}',
            f"{below}; to come down to it, use --kind level and {typed_cap}",
        )
    elif target < baseline and kind == "level":
        yield Mistake(
            ("target",),
            "bad-amount",
            f"{below}; to come down to it, write {cap}; to stay at or above it, leave baseline out, and record that "
            "amount as a figure",
            f"{below}; to come down to it, use {typed_cap}; to stay at or above it, leave --baseline out, and record "
            "that amount as a figure",
        )


def _step_mistakes(commitment: AnyCommitment, terms: Terms) -> Iterator[Mistake]:
    if not terms.steps:
        return
    if terms.kind == "level" and terms.every is None:
        yield _misstep(
            "go with periods; write every, or milestones instead",
            "go with periods; add --every, or use --milestone instead",
        )
        return
    before = terms.start
    goal = terms
    for step in terms.steps:
        for amount in (step.target, step.at_most):
            if amount is not None:
                yield from amount_mistakes("steps", amount)
        if step.target is None and step.at_most is None:
            yield _misstep(f"the one of {step.from_date} has no goal; write target or at_most")
        if before is not None and step.from_date <= before:
            yield _misstep(f"{step.from_date} is not after {before}; put them in order, after start")
        elif not begins_period(terms, step.from_date):
            yield _misstep(
                f"{step.from_date} is within a period, which has one goal; write the first date of one, counted from "
                f"start, {terms.start}, or other periods, of which one begins then"
            )
        if terms.due is not None and step.from_date > terms.due:
            yield _misstep(f"{step.from_date} is after due, {terms.due}; correct one of the two")
        before = step.from_date
        goal = msgspec.structs.replace(
            goal,
            target=goal.target if step.target is None else step.target,
            at_most=goal.at_most if step.at_most is None else step.at_most,
            baseline=None,
        )
        for mistake in bounds_mistakes(goal):
            message, typed = mistake.message, mistake.typed or mistake.message
            yield Mistake(("steps",), mistake.rule, f"{step.from_date}: {message}", f"{step.from_date}: {typed}")


def milestone_mistakes(terms: Terms, revised: Update | None = None) -> Iterator[Mistake]:
    """Find milestones that are out of order, outside of the commitment's time, or against its goal.

    Of milestones that were ``revised`` the advice is never to change what was promised first.
    """
    if terms.milestones and terms.every is not None:
        need = "go with one last date, not with periods"
        yield Mistake(("milestones",), "bad-milestone", f"{need}; write steps instead", f"{need}; use --step instead")
        return
    before = terms.start
    only = terms.target if terms.at_most is None else terms.at_most if terms.target is None else None
    for milestone in terms.milestones:
        yield from amount_mistakes("milestones", milestone.target)
        if before is not None and milestone.by <= before:
            yield _misplaced(f"{milestone.by} is not after {before}; put them in order of their dates, after start")
        if terms.due is not None and milestone.by > terms.due:
            need = f"{milestone.by} is after due, {terms.due}"
            if revised is None or revised.due is not None:
                yield _misplaced(f"{need}; correct one of the two")
            else:
                yield _misplaced(
                    f"{need}; if that was revised too, write the new due beside, else correct the date",
                    f"{need}; if that was revised too, add --due with the new date, else correct the date",
                )
        if milestone.by == terms.due and only is not None and milestone.target != only:
            key, amount = "target" if terms.at_most is None else "at_most", f"{milestone.target:f}"
            need = f"{amount} by {milestone.by} is for the last date, for which {key} is {only:f}"
            if revised is None or (revised.target, revised.at_most) != (None, None):
                yield _misplaced(f"{need}; correct one of the two")
            else:
                yield _misplaced(
                    f"{need}; if that was revised too, write {key} = {amount} beside, else leave this one out",
                    f"{need}; if that was revised too, use {option(key)} {amount}, else leave this one out",
                )
        before = milestone.by


def _misstep(message: str, typed: str = "") -> Mistake:
    return Mistake(("steps",), "bad-step", message, typed)


def _misplaced(message: str, typed: str = "") -> Mistake:
    return Mistake(("milestones",), "bad-milestone", message, typed)
