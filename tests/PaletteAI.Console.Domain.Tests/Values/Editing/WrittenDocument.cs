using System.Text;
using CsCheck;
using PaletteAI.Console.Domain.Values.Reading;
using PaletteAI.Console.Domain.Values.Trees;
using PaletteAI.Console.Domain.Values.Writing;

namespace PaletteAI.Console.Domain.Tests.Values.Editing;

/// <summary>
/// A generated values file: a random tree, written with random choices an author may make (comments, blank lines, every scalar style, flow
/// and block, indentation, CRLF, byte order mark, missing last line break).
/// </summary>
internal sealed record WrittenDocument(string Text, ValueMap Tree, IReadOnlyList<DocumentPath> Paths)
{
    public static Gen<WrittenDocument> Any { get; } = Gen.Int[0, int.MaxValue].Select(Of);

    public static WrittenDocument Of(int seed) => new Author(seed).Write();

    private sealed class Author(int seed)
    {
        private static readonly string[] _keys = ["a", "b", "host", "yes", "01", "with space", "user@example.org", "a.b/c", "x-y_z", "é", "'q'"];
        private static readonly string[] _texts = ["plain", "two words", "", "yes", "0777", "1e3", "~", "a: b", "a #b", "- x", "it's", "\"q\"", "😀", "tab\there", "line\nline\n", "one\ntwo", "p$ss", "2024-01-01", "é", "{x}", "[", "*a", "&b"];
        private readonly Random _random = new(seed);
        private readonly StringBuilder _out = new();
        private readonly List<DocumentPath> _paths = [];

        public WrittenDocument Write()
        {
            var tree = Map(3);
            if (Chance(8))
            {
                Comment(0);
            }

            if (Chance(4))
            {
                _out.Append("---\n");
            }

            WriteBlock(tree, 0, DocumentPath.Root, 2 * _random.Next(1, 3), _random.Next(0, 2) * 2);
            if (Chance(3))
            {
                Comment(0);
            }

            var text = _out.ToString();
            text = Chance(6) && !EndsInLiteral(tree) ? text.TrimEnd('\n') : text;
            text = Chance(3) ? text.Replace("\n", "\r\n", StringComparison.Ordinal) : text;
            return new WrittenDocument(Chance(6) ? "\uFEFF" + text : text, tree, _paths);
        }

        // A literal block at the end of the text needs its last line break.
        private static bool EndsInLiteral(ValueNode node) => node switch
        {
            ValueMap { Count: > 0 } map => EndsInLiteral(map.Entries[^1].Value),
            ValueList { Items.Count: > 0 } list => EndsInLiteral(list.Items[^1]),
            ValueScalar { Kind: ValueKind.Text } text => text.Text.Contains('\n', StringComparison.Ordinal),
            _ => false,
        };

        private bool Chance(int oneIn) => _random.Next(oneIn) == 0;

        private T Pick<T>(T[] of) => of[_random.Next(of.Length)];

        private ValueMap Map(int depth)
        {
            var keys = Enumerable.Range(0, _random.Next(1, 5)).Select(_ => Pick(_keys)).Distinct();
            return new ValueMap(ValueSource.User, keys.Select(k => KeyValuePair.Create(k, Value(depth - 1))));
        }

        private ValueNode Value(int depth) => _random.Next(depth > 0 ? 9 : 6) switch
        {
            0 => ValueScalar.Of(ValueSource.User, _random.Next(-5, 5000)),
            1 => ValueScalar.Of(ValueSource.User, Chance(2)),
            2 => ValueScalar.Null(ValueSource.User),
            3 or 4 or 5 => ValueScalar.Of(ValueSource.User, Pick(_texts)),
            6 => new ValueList(ValueSource.User, [.. Enumerable.Range(0, _random.Next(0, 4)).Select(_ => Value(depth - 1))]),
            7 when Chance(3) => ValueMap.Empty(ValueSource.User),
            _ => Map(depth),
        };

        private void Comment(int column)
        {
            if (Chance(5))
            {
                _out.Append('\n');
            }

            if (Chance(4))
            {
                _out.Append(' ', column).Append("# note: ").Append(_random.Next(1000)).Append('\n');
            }
        }

        private string LineComment() => Chance(4) ? $"  # c{_random.Next(1000)}" : "";

        private void WriteBlock(ValueNode node, int column, DocumentPath path, int step, int offset)
        {
            if (node is ValueMap map)
            {
                foreach (var entry in map.Entries)
                {
                    Comment(column);
                    _out.Append(' ', column).Append(Key(entry.Key)).Append(':');
                    Behind(entry.Value, column, path.Append(entry.Key), step, offset, step);
                }
            }
            else if (node is ValueList list)
            {
                for (var i = 0; i < list.Items.Count; i++)
                {
                    Comment(column);
                    _out.Append(' ', column).Append('-');
                    Behind(list.Items[i], column, path.Append(i), step, offset, 2);
                }
            }
        }

        private void Behind(ValueNode value, int column, DocumentPath path, int step, int offset, int least)
        {
            _paths.Add(path);
            if (value is ValueMap { Count: > 0 } or ValueList { Items.Count: > 0 } && !Chance(4))
            {
                if (least == 2 && _out[^1] == '-' && Chance(2))
                {
                    Compact(value, column + 2, path, step, offset);
                    return;
                }

                _out.Append(LineComment()).Append('\n');
                var isKeyList = value is ValueList && _out[^1] == '\n' && path.Segments[^1].Key is not null;
                WriteBlock(value, column + (isKeyList ? offset : step), path, step, offset);
            }
            else if (value is ValueScalar { Kind: ValueKind.Text } text && text.Text.Contains('\n', StringComparison.Ordinal) && !Chance(3))
            {
                var body = text.Text.TrimEnd('\n').Split('\n');
                _out.Append(text.Text.EndsWith('\n') ? " |" : " |-").Append(LineComment()).Append('\n');
                _out.AppendJoin('\n', body.Select(l => new string(' ', column + step) + l)).Append('\n');
            }
            else
            {
                var written = value is ValueScalar { Kind: ValueKind.Null } && Chance(2) ? "" : " " + Inline(value, path);
                _out.Append(written).Append(LineComment()).Append('\n');
            }
        }

        // "- key: value" with the first entry on the line of the dash.
        private void Compact(ValueNode value, int column, DocumentPath path, int step, int offset)
        {
            var at = _out.Length;
            WriteBlock(value, column, path, step, offset);
            var text = _out.ToString(at, _out.Length - at);
            _out.Length = at;
            var isIndented = text.StartsWith(new string(' ', column) + text.TrimStart(' ', '\n')[..1], StringComparison.Ordinal);
            _out.Append(isIndented ? " " + text[column..] : "\n" + text);
        }

        private string Key(string key) => Chance(4) ? $"\"{key}\"" : YamlQuoting.Scalar(key);

        private string Inline(ValueNode value, DocumentPath path)
        {
            switch (value)
            {
                case ValueMap map:
                    foreach (var entry in map.Entries)
                    {
                        _paths.Add(path.Append(entry.Key));
                    }

                    return $"{{{string.Join(Chance(2) ? ", " : ",  ", map.Entries.Select(e => $"{YamlQuoting.Scalar(e.Key)}: {Inline(e.Value, path.Append(e.Key))}"))}{(map.Count > 0 && Chance(5) ? "," : "")}}}";
                case ValueList list:
                    _paths.AddRange(list.Items.Select((_, i) => path.Append(i)));
                    return $"[{string.Join(", ", list.Items.Select((item, i) => Inline(item, path.Append(i))))}]";
                case ValueScalar { Kind: ValueKind.Text } text:
                    return YamlQuoting.Scalar(text.Text, Pick([YamlStyle.Plain, YamlStyle.Plain, YamlStyle.SingleQuoted, YamlStyle.DoubleQuoted]));
                case ValueScalar { Kind: ValueKind.Boolean } flag:
                    return flag.Flag ? Pick(["true", "yes", "on"]) : Pick(["false", "no", "Off"]);
                case ValueScalar { Kind: ValueKind.Null }:
                    return Pick(["null", "~"]);
                default:
                    return ((ValueScalar)value).Text;
            }
        }
    }
}
