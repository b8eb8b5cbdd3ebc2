using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;
using PaletteAI.Console.Domain.Values.Reading;
using PaletteAI.Console.Domain.Values.Trees;

namespace PaletteAI.Console.Domain.Values.Masking;

/// <summary>Hides secrets in the text of a values file, line by line, so that it can be shown and compared. Comments may hold secrets, too.</summary>
public static partial class TextMask
{
    /// <summary>The secrets' places: contents of scalars, quotes included, in the order of the text.</summary>
    public static ImmutableArray<TextSpan> Spans(YamlDocument document, SecretMask mask)
    {
        ArgumentNullException.ThrowIfNull(document);
        ArgumentNullException.ThrowIfNull(mask);
        var spans = ImmutableArray.CreateBuilder<TextSpan>();
        if (document.Root is { } root)
        {
            Collect(root, "", mask, spans);
        }

        spans.Sort((a, b) => a.Start.CompareTo(b.Start));
        return spans.ToImmutable();
    }

    /// <summary>The text with secrets replaced. It has the same lines; of a text that cannot be read as YAML, keys and comment marks alone are left.</summary>
    /// <param name="document">The text as read.</param>
    /// <param name="source">The text itself: a document that was refused does not keep it.</param>
    /// <param name="mask">What is secret.</param>
    public static string Apply(YamlDocument document, string source, SecretMask mask)
    {
        ArgumentNullException.ThrowIfNull(document);
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(mask);
        if (document.Root is null)
        {
            return string.Join('\n', source.Split('\n').Select(KeysOnly));
        }

        var text = new StringBuilder(document.Text.Length);
        var at = 0;
        foreach (var span in Spans(document, mask).Where(s => s.Length > 0))
        {
            if (span.Start < at)
            {
                continue;
            }

            text.Append(document.Text, at, span.Start - at).Append(Hidden(document.Slice(span)));
            at = span.End;
        }

        return string.Join('\n', Lines(text.Append(document.Text, at, document.Text.Length - at).ToString(), document, mask));
    }

    // Helm takes the first document only, and so does the tree; what follows is not known by place.
    private static IEnumerable<string> Lines(string text, YamlDocument document, SecretMask mask)
    {
        var last = document.Locate(document.Root!.Span.End).Line;
        var isBehind = false;
        foreach (var (i, line) in text.Split('\n').Index())
        {
            isBehind |= i >= last && line.StartsWith("---", StringComparison.Ordinal);
            yield return isBehind ? KeysOnly(line) : Line(line, mask);
        }
    }

    // Recursion is bounded by YamlLimits.Depth; aliases are not followed, what they stand for is met where it is written.
    private static void Collect(YamlNode node, string key, SecretMask mask, ImmutableArray<TextSpan>.Builder spans)
    {
        switch (node)
        {
            case YamlMapping mapping:
                foreach (var entry in mapping.Entries)
                {
                    Collect(entry.Value, entry.Name ?? "", mask, spans);
                }

                break;
            case YamlSequence sequence:
                foreach (var item in sequence.Items)
                {
                    Collect(item, key, mask, spans);
                }

                break;
            case YamlScalar scalar when mask.Hides(ValueTreeReader.Of(scalar), key):
                spans.Add(scalar.Span);
                break;
            default:
                break;
        }
    }

    // A text over several lines keeps its number of lines.
    private static string Hidden(string content)
    {
        var lines = content.Split('\n');
        return lines.Length == 1
            ? SecretMask.Shown
            : string.Join('\n', lines.Select((l, i) => i == lines.Length - 1 && l.Length == 0 ? "" : Indentation().Match(l).Value + SecretMask.Shown));
    }

    private static string Line(string line, SecretMask mask)
    {
        var comment = CommentStart().Match(line);
        var secret = comment.Success ? CommentedKey().Matches(line, comment.Index).FirstOrDefault(k => SecretNames.IsSecret(k.Groups["key"].Value)) : null;
        return mask.Hide(secret is null ? line : string.Concat(line.AsSpan(0, secret.Index + secret.Length), SecretMask.Shown));
    }

    private static string KeysOnly(string line)
    {
        var value = AnyKey().Match(line);
        return value.Success ? string.Concat(line.AsSpan(0, value.Groups["value"].Index), SecretMask.Shown)
            : line.Trim().Length == 0 || BareKey().IsMatch(line) ? line : Indentation().Match(line).Value + SecretMask.Shown;
    }

    [GeneratedRegex(@"\A[ \t]*", RegexOptions.CultureInvariant)]
    private static partial Regex Indentation();

    [GeneratedRegex(@"(?:\A|\s)#", RegexOptions.CultureInvariant)]
    private static partial Regex CommentStart();

    // "# clientSecret: abc", also behind a value or within a sentence.
    [GeneratedRegex("""(?<key>[\w.-]+)["']?\s*[:=]\s*(?=\S)""", RegexOptions.CultureInvariant)]
    private static partial Regex CommentedKey();

    [GeneratedRegex("""\A[ \t]*(?:-\s+)*(?:"[^"]*"|'[^']*'|[^\s:#]+)\s*:\s+(?<value>\S.*)""", RegexOptions.CultureInvariant)]
    private static partial Regex AnyKey();

    [GeneratedRegex(@"\A[ \t]*(?:-\s+)*[A-Za-z0-9_.-]+:\s*\z", RegexOptions.CultureInvariant)]
    private static partial Regex BareKey();
}
