namespace PaletteAI.Console.Domain.Values.Merging;

/// <summary>
/// Which lines of two texts are the same line: first by lines that stand once in both (patience diff), between those by the longest common
/// run where that is cheap. Never slower than a few passes over the texts, whatever they hold.
/// </summary>
internal sealed class LineMatches
{
    // Beyond this many pairs a stretch without unique lines counts as replaced.
    private const int MostPairs = 10_000;

    private readonly string[] _a;
    private readonly string[] _b;
    private readonly int[] _partner;

    private LineMatches(string[] a, string[] b)
    {
        (_a, _b, _partner) = (a, b, new int[a.Length]);
        Array.Fill(_partner, -1);
    }

    /// <summary>For each line of the first text its line in the second; -1 = none. Partners grow from line to line.</summary>
    public static int[] Of(string[] a, string[] b)
    {
        var matches = new LineMatches(a, b);
        var open = new Stack<(int, int, int, int)>([(0, a.Length, 0, b.Length)]);
        while (open.TryPop(out var part))
        {
            matches.Match(part, open);
        }

        return matches._partner;
    }

    private void Match((int, int, int, int) part, Stack<(int, int, int, int)> open)
    {
        var (a, endA, b, endB) = part;
        for (; a < endA && b < endB && _a[a] == _b[b]; a++, b++)
        {
            _partner[a] = b;
        }

        for (; a < endA && b < endB && _a[endA - 1] == _b[endB - 1]; endA--, endB--)
        {
            _partner[endA - 1] = endB - 1;
        }

        if (a == endA || b == endB)
        {
            return;
        }

        var anchors = Anchors(a, endA, b, endB);
        if (anchors.Count == 0)
        {
            Common(a, endA, b, endB);
            return;
        }

        foreach (var (x, y) in anchors)
        {
            open.Push((a, x, b, y));
            (_partner[x], a, b) = (y, x + 1, y + 1);
        }

        open.Push((a, endA, b, endB));
    }

    // Lines that stand once in both stretches, as many as keep their order.
    private List<(int A, int B)> Anchors(int a, int endA, int b, int endB)
    {
        var inB = Once(_b, b, endB);
        var pairs = Once(_a, a, endA).Where(p => p.Value >= 0 && inB.GetValueOrDefault(p.Key, -1) >= 0).Select(p => (A: p.Value, B: inB[p.Key])).OrderBy(p => p.A).ToList();
        var (ends, before) = (new List<int>(), new int[pairs.Count]);
        for (var i = 0; i < pairs.Count; i++)
        {
            var at = ends.BinarySearch(i, Comparer<int>.Create((x, y) => pairs[x].B.CompareTo(pairs[y].B)));
            at = at < 0 ? ~at : at;
            before[i] = at == 0 ? -1 : ends[at - 1];
            if (at == ends.Count)
            {
                ends.Add(i);
            }
            else
            {
                ends[at] = i;
            }
        }

        var chain = new List<(int A, int B)>();
        for (var i = ends.Count == 0 ? -1 : ends[^1]; i >= 0; i = before[i])
        {
            chain.Add(pairs[i]);
        }

        chain.Reverse();
        return chain;
    }

    private static Dictionary<string, int> Once(string[] lines, int from, int to)
    {
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = from; i < to; i++)
        {
            places[lines[i]] = places.ContainsKey(lines[i]) ? -1 : i;
        }

        return places;
    }

    private void Common(int a, int endA, int b, int endB)
    {
        var (rows, columns) = (endA - a, endB - b);
        if ((long)rows * columns > MostPairs)
        {
            return;
        }

        var longest = new int[rows + 1, columns + 1];
        for (var i = rows - 1; i >= 0; i--)
        {
            for (var j = columns - 1; j >= 0; j--)
            {
                longest[i, j] = _a[a + i] == _b[b + j] ? longest[i + 1, j + 1] + 1 : Math.Max(longest[i + 1, j], longest[i, j + 1]);
            }
        }

        for (int i = 0, j = 0; i < rows && j < columns;)
        {
            if (_a[a + i] == _b[b + j])
            {
                _partner[a + i++] = b + j++;
            }
            else if (longest[i + 1, j] >= longest[i, j + 1])
            {
                i++;
            }
            else
            {
                j++;
            }
        }
    }
}
