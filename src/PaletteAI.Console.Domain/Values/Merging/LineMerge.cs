namespace PaletteAI.Console.Domain.Values.Merging;

/// <summary>Joins two edits of a text line by line. Lines both changed are theirs, or theirs and then mine.</summary>
internal static class LineMerge
{
    /// <summary>Joins.</summary>
    /// <param name="joinInsertions">Where both put something in the same place, keep both.</param>
    public static (string Text, bool IsClean) Join(string @base, string mine, string theirs, bool joinInsertions)
    {
        var (o, a, b) = (@base.Split('\n'), mine.Split('\n'), theirs.Split('\n'));
        var (inMine, inTheirs) = (LineMatches.Of(o, a), LineMatches.Of(o, b));
        var lines = new List<string>(b.Length);
        var isClean = true;
        var (atO, atA, atB) = (0, 0, 0);
        while (atO < o.Length || atA < a.Length || atB < b.Length)
        {
            var stable = atO;
            while (stable < o.Length && (inMine[stable] < 0 || inTheirs[stable] < 0))
            {
                stable++;
            }

            var (endA, endB) = stable < o.Length ? (inMine[stable], inTheirs[stable]) : (a.Length, b.Length);
            isClean &= Part(lines, o.AsSpan(atO, stable - atO), a.AsSpan(atA, endA - atA), b.AsSpan(atB, endB - atB), joinInsertions);
            if (stable < o.Length)
            {
                lines.Add(o[stable]);
                (endA, endB) = (endA + 1, endB + 1);
            }

            (atO, atA, atB) = (stable + 1, endA, endB);
        }

        return (string.Join('\n', lines), isClean);
    }

    private static bool Part(List<string> lines, ReadOnlySpan<string> @base, ReadOnlySpan<string> mine, ReadOnlySpan<string> theirs, bool joinInsertions)
    {
        if (LineByLine(lines, @base, mine, theirs))
        {
            return true;
        }

        var (isMine, isTheirs) = (!mine.SequenceEqual(@base), !theirs.SequenceEqual(@base));
        lines.AddRange(isMine && !isTheirs ? mine : theirs);
        if (!isMine || !isTheirs || mine.SequenceEqual(theirs))
        {
            return true;
        }

        if (joinInsertions && @base.Length == 0)
        {
            lines.AddRange(mine);
            return true;
        }

        return false;
    }

    // Lines next to each other that each side changed on its own.
    private static bool LineByLine(List<string> lines, ReadOnlySpan<string> @base, ReadOnlySpan<string> mine, ReadOnlySpan<string> theirs)
    {
        if (mine.Length != @base.Length || theirs.Length != @base.Length)
        {
            return false;
        }

        for (var i = 0; i < @base.Length; i++)
        {
            if (mine[i] != @base[i] && theirs[i] != @base[i] && mine[i] != theirs[i])
            {
                return false;
            }
        }

        for (var i = 0; i < @base.Length; i++)
        {
            lines.Add(mine[i] != @base[i] ? mine[i] : theirs[i]);
        }

        return true;
    }
}
