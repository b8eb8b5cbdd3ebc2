using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace PaletteAI.Console.Domain;

/// <summary>Reads <c>a.b[0]["k"].c</c>.</summary>
internal sealed class DocumentPathParser(string text)
{
    private readonly ImmutableArray<PathSegment>.Builder _segments = ImmutableArray.CreateBuilder<PathSegment>();
    private int _at;

    public Result<DocumentPath> Parse()
    {
        while (_at < text.Length)
        {
            var problem = text[_at] == '[' ? ReadBracket() : ReadKey();
            if (problem is not null)
            {
                return DocumentPath.Wrong(problem);
            }
        }

        return DocumentPath.Of(_segments.ToImmutable());
    }

    /// <summary>An index as both syntaxes write it: no sign, no leading zero.</summary>
    public static int? ReadIndex(string token)
    {
        var canonical = token.Length is > 0 and <= 9 && token.All(char.IsAsciiDigit) && (token.Length == 1 || token[0] != '0');
        return canonical ? int.Parse(token, CultureInfo.InvariantCulture) : null;
    }

    private string? ReadKey()
    {
        if (text[_at] == '.')
        {
            if (_segments.Count == 0)
            {
                return "it starts with a dot";
            }

            _at++;
        }
        else if (_segments.Count > 0)
        {
            return $"a dot is missing at position {_at + 1}";
        }

        var start = _at;
        while (_at < text.Length && DocumentPath.IsBareCharacter(text[_at]))
        {
            _at++;
        }

        if (_at == start)
        {
            return $"a key is missing at position {_at + 1}; a key with other characters stands in [\"…\"]";
        }

        _segments.Add(new PathSegment(text[start.._at], null));
        return null;
    }

    private string? ReadBracket()
    {
        _at++;
        if (_at < text.Length && text[_at] == '"')
        {
            return ReadQuoted();
        }

        var end = text.IndexOf(']', _at);
        if (end < 0)
        {
            return "a closing bracket is missing";
        }

        if (ReadIndex(text[_at..end]) is not { } index)
        {
            return "brackets hold a number counted from 0, or a key in double quotes";
        }

        _at = end + 1;
        _segments.Add(new PathSegment(null, index));
        return null;
    }

    private string? ReadQuoted()
    {
        var key = new StringBuilder();
        for (_at++; _at < text.Length && text[_at] != '"'; _at++)
        {
            if (text[_at] != '\\')
            {
                key.Append(text[_at]);
            }
            else if (!ReadEscape(key))
            {
                return "an escape is none of \\\" \\\\ \\n \\r \\t \\uXXXX";
            }
        }

        if (_at + 1 >= text.Length || text[_at + 1] != ']')
        {
            return "a quoted key does not end with \"]";
        }

        _at += 2;
        _segments.Add(new PathSegment(key.ToString(), null));
        return null;
    }

    private bool ReadEscape(StringBuilder key)
    {
        _at++;
        var c = _at < text.Length ? text[_at] : '\0';
        if (c == 'u' && _at + 4 < text.Length && ushort.TryParse(text.AsSpan(_at + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit))
        {
            key.Append((char)unit);
            _at += 4;
            return true;
        }

        var plain = c switch { '"' => '"', '\\' => '\\', 'n' => '\n', 'r' => '\r', 't' => '\t', _ => '\0' };
        key.Append(plain);
        return plain != '\0';
    }
}
