using System.Buffers;
using System.Text;
using PaletteAI.Console.Domain.Values.Reading;
using PaletteAI.Console.Domain.Values.Trees;

namespace PaletteAI.Console.Domain.Values.Writing;

/// <summary>Writes values as YAML that every reader takes for the same: on one line, or as an indented block.</summary>
/// <param name="newLine">The line break to use.</param>
/// <param name="step">Columns a nested mapping is indented by.</param>
/// <param name="listOffset">Columns the dashes of a list stand to the right of its key.</param>
/// <param name="literals">Whether texts of several lines are written as literal blocks; else in double quotes on one line.</param>
public sealed class ValueWriter(string newLine = "\n", int step = 2, int listOffset = 2, bool literals = true)
{
    private static readonly SearchValues<char> _digits = SearchValues.Create("0123456789.");

    /// <summary>Whether the value needs lines of its own to be written as a block: a map or list that is not empty, or a text of several lines.</summary>
    public static bool IsBlock(ValueNode value) => IsCollection(value) || value is ValueScalar { Kind: ValueKind.Text } text && IsLiteral(text.Text);

    /// <summary>Whether the value is a map or list that is not empty.</summary>
    public static bool IsCollection(ValueNode value) => value is ValueMap { Count: > 0 } or ValueList { Items.Count: > 0 };

    /// <summary>The value on one line; collections in braces and brackets.</summary>
    /// <param name="value">The value.</param>
    /// <param name="style">Quotes to use for a text where they are not needed.</param>
    public static string Inline(ValueNode value, YamlStyle style = YamlStyle.Plain)
    {
        ArgumentNullException.ThrowIfNull(value);
        return value switch
        {
            ValueMap map => $"{{{string.Join(", ", map.Entries.Select(e => $"{YamlQuoting.Scalar(e.Key)}: {Inline(e.Value)}"))}}}",
            ValueList list => $"[{string.Join(", ", list.Items.Select(i => Inline(i)))}]",
            ValueScalar { Kind: ValueKind.Text } text => YamlQuoting.Scalar(text.Text, style),
            ValueScalar { Kind: ValueKind.Number } number => Number(number),
            ValueScalar scalar => scalar.Text,
            _ => throw new ArgumentException("Not a node of a known kind.", nameof(value)),
        };
    }

    /// <summary>The value as a block. The first line is not indented and there is no line break at the end.</summary>
    /// <param name="value">The value.</param>
    /// <param name="column">Column the block starts in.</param>
    public string Block(ValueNode value, int column)
    {
        var text = new StringBuilder();
        Write(text, value, column);
        return text.ToString();
    }

    /// <summary>What stands behind a key's colon or a dash: a blank and the value, or the value on lines of its own.</summary>
    /// <param name="value">The value.</param>
    /// <param name="column">Column of the key or dash.</param>
    public string Behind(ValueNode value, int column)
    {
        var text = new StringBuilder();
        WriteBehind(text, value, column);
        return text.ToString();
    }

    /// <summary>The body of a literal block scalar, each line indented, without a line break at the end.</summary>
    /// <param name="text">A text for which <see cref="IsBlock"/> holds.</param>
    /// <param name="column">Column of the lines.</param>
    public string LiteralBody(string text, int column) =>
        string.Join(newLine, text.TrimEnd('\n').Split('\n').Select(line => line.Length == 0 ? "" : new string(' ', column) + line));

    /// <summary>The header of a literal block scalar.</summary>
    public static string LiteralHeader(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.EndsWith('\n') ? "|" : "|-";
    }

    // Recursion is bounded: values come from documents within YamlLimits.Depth.
    private void Write(StringBuilder text, ValueNode value, int column)
    {
        switch (value)
        {
            case ValueMap { Count: > 0 } map:
                WriteLines(text, map.Entries, column, e =>
                {
                    text.Append(YamlQuoting.Scalar(e.Key)).Append(':');
                    WriteBehind(text, e.Value, column);
                });
                break;
            case ValueList { Items.Count: > 0 } list:
                WriteLines(text, list.Items, column, i => WriteItem(text, i, column));
                break;
            default:
                text.Append(Inline(value));
                break;
        }
    }

    private void WriteLines<T>(StringBuilder text, IReadOnlyList<T> parts, int column, Action<T> write)
    {
        for (var i = 0; i < parts.Count; i++)
        {
            if (i > 0)
            {
                text.Append(newLine).Append(' ', column);
            }

            write(parts[i]);
        }
    }

    private void WriteItem(StringBuilder text, ValueNode item, int column)
    {
        text.Append('-');
        if (IsCollection(item))
        {
            text.Append(' ');
            Write(text, item, column + 2);
        }
        else
        {
            WriteBehind(text, item, column);
        }
    }

    private void WriteBehind(StringBuilder text, ValueNode value, int column)
    {
        if (IsCollection(value))
        {
            var inner = column + (value is ValueList ? listOffset : step);
            text.Append(newLine).Append(' ', inner);
            Write(text, value, inner);
        }
        else if (literals && value is ValueScalar { Kind: ValueKind.Text } literal && IsLiteral(literal.Text))
        {
            text.Append(' ').Append(LiteralHeader(literal.Text)).Append(newLine).Append(LiteralBody(literal.Text, column + step));
        }
        else
        {
            text.Append(' ').Append(Inline(value));
        }
    }

    // The number as it was typed where that is the plain form every reader shares, else the canonical one.
    private static string Number(ValueScalar number) =>
        number.Written is YamlScalar { Style: YamlStyle.Plain } typed && IsJsonNumber(typed.Text) ? typed.Text : number.Text;

    private static bool IsJsonNumber(string text)
    {
        var digits = text.AsSpan(text.StartsWith('-') ? 1 : 0);
        return digits.Length > 0 && (digits[0] != '0' || digits.Length == 1 || digits[1] == '.')
            && digits.IndexOfAnyExcept(_digits) < 0 && digits.Count('.') <= 1 && char.IsAsciiDigit(digits[0]) && char.IsAsciiDigit(digits[^1]);
    }

    // Lines that keep their meaning under indentation; everything else is better off in double quotes.
    private static bool IsLiteral(string text)
    {
        var body = text.EndsWith('\n') ? text[..^1] : text;
        return body.Length > 0 && body[0] is not (' ' or '\n' or '\t') && body[^1] != '\n' && text.Contains('\n', StringComparison.Ordinal)
            && body.Split('\n').All(line => YamlQuoting.IsPrintable(line) && (line.Length == 0 || line.AsSpan().IndexOfAnyExcept(' ', '\t') >= 0));
    }
}
