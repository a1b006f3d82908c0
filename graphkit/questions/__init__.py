"""Queries on a graph: each question is one function with typed rows, which every interface only renders.

``Filter`` selects the claims that a question is about.
"""

from graphkit.questions.actors import Partner, Post, Profile, SearchResult, profile, search
from graphkit.questions.connections import Paths, Reach, Step, paths, reach
from graphkit.questions.dyads import Period, Relation, Relations, Timeline, relations, timeline
from graphkit.questions.filters import Filter, uncounted
from graphkit.questions.groups import Balanced, Group, Tie, balance, communities, ties
from graphkit.questions.ranking import Change, Ranked, Ranking, central, compare
from graphkit.questions.rows import as_row, as_rows, columns
from graphkit.questions.sentences import ClaimRow, Ends, brief, claims, ends, opposed, standing
from graphkit.questions.size import Pair, Summary, latest, pairs, summary
from graphkit.questions.tables import TABLES, table

__all__ = [
    "TABLES",
    "Balanced",
    "Change",
    "ClaimRow",
    "Ends",
    "Filter",
    "Group",
    "Pair",
    "Partner",
    "Paths",
    "Period",
    "Post",
    "Profile",
    "Ranked",
    "Ranking",
    "Reach",
    "Relation",
    "Relations",
    "SearchResult",
    "Step",
    "Summary",
    "Tie",
    "Timeline",
    "as_row",
    "as_rows",
    "balance",
    "brief",
    "central",
    "claims",
    "columns",
    "communities",
    "compare",
    "ends",
    "latest",
    "opposed",
    "pairs",
    "paths",
    "profile",
    "reach",
    "relations",
    "search",
    "standing",
    "summary",
    "table",
    "ties",
    "timeline",
    "uncounted",
]
