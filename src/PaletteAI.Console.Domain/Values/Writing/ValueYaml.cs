using System.Text;
using PaletteAI.Console.Domain.Values.Trees;

namespace PaletteAI.Console.Domain.Values.Writing;

/// <summary>Writes a tree of values as YAML in block style, for people to read. It reads back as the same values.</summary>
public static class ValueYaml
{
    // YamlLimits.KeyLength: longer keys need a question mark.
    private const int LongestKey = 1024;

    /// <summary>The document.</summary>
    public static string Write(ValueNode node)
    {
        var text = new StringBuilder();
        if (node is ValueMap { Count: > 0 } or ValueList { Items.Count: > 0 })
        {
            Block(text, node, 0, atLineStart: true);
        }
        else
        {
            text.Append(Inline(node)).Append('\n');
        }

        return text.ToString();
    }

    // Recursion is bounded by YamlLimits.Depth.
    private static void Block(StringBuilder text, ValueNode node, int indent, bool atLineStart)
    {
        switch (node)
        {
            case ValueMap map:
                foreach (var (key, value) in map.Entries)
                {
                    Indent(text, indent, atLineStart);
                    Entry(text, Key(key), value, indent);
                    atLineStart = true;
                }

                break;
            case ValueList list:
                foreach (var item in list.Items)
                {
                    Indent(text, indent, atLineStart);
                    Item(text, item, indent);
                    atLineStart = true;
                }

                break;
            default:
                break;
        }
    }

    private static void Entry(StringBuilder text, string key, ValueNode value, int indent)
    {
        text.Append(key).Append(':');
        if (value is ValueMap { Count: > 0 } or ValueList { Items.Count: > 0 })
        {
            text.Append('\n');
            Block(text, value, indent + 2, atLineStart: true);
        }
        else
        {
            text.Append(' ').Append(Inline(value)).Append('\n');
        }
    }

    private static void Item(StringBuilder text, ValueNode item, int indent)
    {
        text.Append("- ");
        if (item is ValueMap { Count: > 0 } or ValueList { Items.Count: > 0 })
        {
            Block(text, item, indent + 2, atLineStart: false);
        }
        else
        {
            text.Append(Inline(item)).Append('\n');
        }
    }

    private static string Inline(ValueNode node) => node switch
    {
        ValueMap => "{}",
        ValueList => "[]",
        ValueScalar { Kind: ValueKind.Text } scalar => YamlQuoting.Scalar(scalar.Text),
        ValueScalar scalar => scalar.Text,
        _ => "null",
    };

    private static string Key(string key)
    {
        var written = YamlQuoting.Scalar(key);
        return written.Length > LongestKey ? $"? {written}\n" : written;
    }

    private static void Indent(StringBuilder text, int indent, bool atLineStart) => text.Append(' ', atLineStart ? indent : 0);
}
