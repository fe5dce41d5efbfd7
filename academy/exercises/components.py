"""Strongly connected components: the parts of a graph in which every node can reach every other."""

from collections.abc import Sequence


def components(edges: Sequence[Sequence[int]]) -> list[list[int]]:
    """Tarjan's algorithm (SIAM J. Comput. 1, 1972), without recursion: O(nodes + edges).

    `edges[n]` lists the nodes that n leads to. A component comes before those that lead to it.
    """
    found: list[list[int]] = []
    order = [0] * len(edges)  # 1, 2, … in order of discovery; 0: not seen yet
    low = [0] * len(edges)  # the earliest node on the stack that can be reached
    on_stack = [False] * len(edges)
    stack: list[int] = []
    clock = 0
    for root in range(len(edges)):
        if order[root]:
            continue
        trail: list[tuple[int, int]] = [(root, 0)]
        while trail:
            node, first = trail.pop()
            if first == 0:
                clock += 1
                order[node] = low[node] = clock
                stack.append(node)
                on_stack[node] = True
            for place in range(first, len(edges[node])):
                following = edges[node][place]
                if not order[following]:
                    trail += [(node, place + 1), (following, 0)]
                    break
                if on_stack[following]:
                    low[node] = min(low[node], order[following])
            else:
                if low[node] == order[node]:
                    found.append(_popped(stack, on_stack, node))
                if trail:
                    parent = trail[-1][0]
                    low[parent] = min(low[parent], low[node])
    return found


def _popped(stack: list[int], on_stack: list[bool], root: int) -> list[int]:
    part = []
    while True:
        node = stack.pop()
        on_stack[node] = False
        part.append(node)
        if node == root:
            return part
