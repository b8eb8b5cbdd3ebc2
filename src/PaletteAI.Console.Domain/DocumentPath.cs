using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace PaletteAI.Console.Domain;

/// <summary>One step of a <see cref="DocumentPath"/>: a key, an index, or a pointer's number that may be either.</summary>
/// <param name="Key">The key; null for an index.</param>
/// <param name="Index">The index; null for a key that is no number.</param>
public sealed record PathSegment(string? Key, int? Index)
{
    /// <summary>Whether the step may name a key of a mapping.</summary>
    public bool MayBeKey => Key is not null;

    /// <summary>Whether the step may name an item of a list.</summary>
    public bool MayBeIndex => Index is not null;
}

/// <summary>A place in a document (see <c>docs/paths.md</c>): <c>a.b[0]["k@x"].c</c>, or read from a JSON pointer.</summary>
public sealed class DocumentPath : IEquatable<DocumentPath>
{
    /// <summary>Longest path read from an operator, and the most steps it may have.</summary>
    private const int MaxLength = 16 * 1024, MaxSteps = 256;

    private DocumentPath(ImmutableArray<PathSegment> segments) => Segments = segments;

    /// <summary>The whole document.</summary>
    public static DocumentPath Root { get; } = new([]);

    /// <summary>The steps from the root.</summary>
    public ImmutableArray<PathSegment> Segments { get; }

    /// <summary>One step further, to a key.</summary>
    public DocumentPath Append(string key) => new(Segments.Add(new PathSegment(key ?? throw new ArgumentNullException(nameof(key)), null)));

    /// <summary>One step further, to an item.</summary>
    public DocumentPath Append(int index) => new(Segments.Add(new PathSegment(null, index)));

    internal static DocumentPath Of(ImmutableArray<PathSegment> segments) => new(segments);

    /// <summary>Makes a path of steps.</summary>
    public static DocumentPath Of(IEnumerable<PathSegment> segments) => new([.. segments]);

    /// <summary>Reads either syntax. A text that starts with <c>/</c> is a JSON pointer.</summary>
    public static Result<DocumentPath> Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length > MaxLength)
        {
            return Wrong("it is longer than 16384 characters");
        }

        var parsed = text.StartsWith('/') ? ParsePointer(text) : new DocumentPathParser(text).Parse();
        return parsed.IsSuccess && parsed.Value.Segments.Length > MaxSteps ? Wrong($"it has more than {MaxSteps} steps") : parsed;
    }

    /// <summary>The path as a JSON pointer (RFC 6901).</summary>
    public string ToPointer()
    {
        var text = new StringBuilder();
        foreach (var segment in Segments)
        {
            text.Append('/').Append(segment.Key is { } key
                ? key.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)
                : segment.Index?.ToString(CultureInfo.InvariantCulture));
        }

        return text.ToString();
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var segment in Segments)
        {
            if (segment.Key is not { } key)
            {
                text.Append('[').Append(segment.Index?.ToString(CultureInfo.InvariantCulture)).Append(']');
            }
            else if (IsBare(key))
            {
                text.Append(text.Length == 0 ? "" : ".").Append(key);
            }
            else
            {
                AppendQuoted(text, key);
            }
        }

        return text.ToString();
    }

    /// <inheritdoc/>
    public bool Equals(DocumentPath? other)
    {
        if (other is null || other.Segments.Length != Segments.Length)
        {
            return false;
        }

        for (var i = 0; i < Segments.Length; i++)
        {
            if (!Segments[i].Equals(other.Segments[i]))
            {
                return false;
            }
        }

        return true;
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as DocumentPath);

    /// <inheritdoc/>
    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    /// <summary>The text of a path one step further, without making the path.</summary>
    internal static string Join(string path, string key)
    {
        if (IsBare(key))
        {
            return path.Length == 0 ? key : $"{path}.{key}";
        }

        var text = new StringBuilder(path);
        AppendQuoted(text, key);
        return text.ToString();
    }

    internal static bool IsBareCharacter(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '_';

    internal static Error Wrong(string why) => new(
        ErrorKind.Usage, "path-malformed", $"This is not a path: {why}.",
        "Write a path such as spec.nodePools[0].labels[\"example.com/zone\"], or a JSON pointer such as /spec/nodePools/0.");

    private static bool IsBare(string key)
    {
        foreach (var c in key)
        {
            if (!IsBareCharacter(c))
            {
                return false;
            }
        }

        return key.Length > 0;
    }

    private static void AppendQuoted(StringBuilder text, string key)
    {
        text.Append("[\"");
        foreach (var c in key)
        {
            _ = c switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                '\t' => text.Append("\\t"),
                _ when char.IsControl(c) => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => text.Append(c),
            };
        }

        text.Append("\"]");
    }

    private static Result<DocumentPath> ParsePointer(string text)
    {
        var segments = ImmutableArray.CreateBuilder<PathSegment>();
        foreach (var token in text[1..].Split('/'))
        {
            for (var i = 0; i < token.Length; i++)
            {
                if (token[i] == '~' && (i + 1 == token.Length || token[i + 1] is not ('0' or '1')))
                {
                    return Wrong("in a JSON pointer ~ stands only in ~0 and ~1");
                }
            }

            var key = token.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            segments.Add(new PathSegment(key, DocumentPathParser.ReadIndex(token)));
        }

        return new DocumentPath(segments.ToImmutable());
    }
}
