using CsCheck;
using PaletteAI.Console.Features.Values.Text;

namespace PaletteAI.Console.Tests.Values;

/// <summary>The console's copy of an editor's text: it follows every change and touches nothing else.</summary>
public sealed class EditorTextTests
{
    private static readonly Gen<string> _ends = Gen.OneOf(Gen.Const("\n"), Gen.Const("\r\n"), Gen.Const("\r"));

    private static readonly Gen<string> _text =
        Gen.Select(Gen.Bool, Gen.Select(Gen.String[Gen.Char["ab:-# é😀"], 0, 9], _ends, (l, e) => l + e).Array[0, 12], Gen.String[Gen.Char["xy"], 0, 3])
            .Select((mark, lines, last) => (mark ? "\uFEFF" : "") + string.Concat(lines) + last);

    private static readonly Gen<string> _inserted = Gen.String[Gen.Char["ab\n- "], 0, 12];

    [Fact]
    public void It_follows_random_changes_as_the_editor_makes_them() =>
        Gen.Select(_text, Gen.Select(Gen.Int[0, 1000], Gen.Int[0, 30], _inserted).Array[1, 12]).Sample((start, edits) =>
        {
            // A text of mixed line ends: the editor's own view of it has line feeds alone.
            var (copy, editor) = (new EditorText(start), Shown(start));
            foreach (var (at, length, inserted) in edits)
            {
                var from = at % (editor.Length + 1);
                var to = Math.Min(from + length, editor.Length);
                var ((line, column), (endLine, endColumn)) = (EditorText.Locate(editor, from), EditorText.Locate(editor, to));
                Assert.True(copy.TryReplace(new EditorChange(line, column, endLine, endColumn, inserted)));
                editor = editor[..from] + inserted + editor[to..];
                if (Shown(copy.ToString()) != editor)
                {
                    // CR and LF that were apart came together: the counts tell, and the whole text is sent.
                    Assert.True(start.Contains('\r', StringComparison.Ordinal) && copy.EditorLength != editor.Length);
                    return;
                }

                Assert.Equal(editor.Length, copy.EditorLength);
                Assert.Equal(editor.Count(c => c == '\n') + 1, copy.Lines);
            }
        });

    [Fact]
    public void Large_texts_stay_in_step_across_their_pieces() =>
        Gen.Select(Gen.Select(Gen.Int[0, 200_000], Gen.Int[0, 30_000], Gen.Int[0, 30_000]).Array[1, 6], Gen.Bool).Sample((edits, windows) =>
        {
            var end = windows ? "\r\n" : "\n";
            var expected = string.Concat(Enumerable.Range(0, 4_000).Select(i => $"key{i}: value {i} of many{end}"));
            var copy = new EditorText(expected);
            foreach (var (at, removed, added) in edits)
            {
                var from = NotInsideBreak(expected, at % (expected.Length + 1));
                var to = NotInsideBreak(expected, Math.Min(from + removed, expected.Length));
                var inserted = string.Concat(Enumerable.Range(0, added / 20).Select(i => $"added {i}: twenty\n"));
                var ((line, column), (endLine, endColumn)) = (EditorText.Locate(expected, from), EditorText.Locate(expected, to));
                Assert.True(copy.TryReplace(new EditorChange(line, column, endLine, endColumn, inserted)));
                expected = expected[..from] + inserted.Replace("\n", end, StringComparison.Ordinal) + expected[to..];
                Assert.Equal(expected, copy.ToString());
            }
        }, iter: 60);

    [Fact]
    public void Taking_the_editors_whole_text_keeps_line_ends_and_mark_of_what_is_the_same() =>
        Gen.Select(_text, Gen.Int[0, 100], Gen.Int[0, 8], _inserted).Sample((start, at, length, inserted) =>
        {
            var (copy, shown) = (new EditorText(start), Shown(start));
            copy.Take(shown);
            Assert.Equal(start, copy.ToString());

            var from = at % (shown.Length + 1);
            var changed = shown[..from] + inserted + shown[Math.Min(from + length, shown.Length)..];
            copy.Take(changed);
            Assert.Equal(changed, Shown(copy.ToString()));
            Assert.Equal(start.StartsWith('\uFEFF'), copy.ToString().StartsWith('\uFEFF'));
        });

    [Fact]
    public void An_empty_line_behind_lone_carriage_returns_stays_a_line()
    {
        var copy = new EditorText("\r\r");
        copy.Take("\n\n\n");
        Assert.Equal("\n\n\n", Shown(copy.ToString()));
    }

    [Theory]
    [InlineData(9, 0, 9, 0)]
    [InlineData(0, 99, 0, 99)]
    [InlineData(1, 0, 0, 0)]
    [InlineData(-1, 0, 0, 0)]
    [InlineData(0, -1, 0, 0)]
    public void A_place_that_is_not_there_is_refused(int line, int column, int endLine, int endColumn)
    {
        var copy = new EditorText("a: 1\nb: 2\n");

        Assert.False(copy.TryReplace(new EditorChange(line, column, endLine, endColumn, "x")));
        Assert.Equal("a: 1\nb: 2\n", copy.ToString());
    }

    [Fact]
    public void Removing_what_was_added_gives_the_same_bytes_whatever_the_line_ends()
    {
        const string Start = "\uFEFF# kept\r\na: 1\r\nb:   2 # kept\r\n";
        var copy = new EditorText(Start);

        Assert.True(copy.TryReplace(new EditorChange(2, 0, 2, 0, "new:\n  key: 1\n")));
        Assert.Equal("\uFEFF# kept\r\na: 1\r\nnew:\r\n  key: 1\r\nb:   2 # kept\r\n", copy.ToString());
        Assert.True(copy.TryReplace(new EditorChange(2, 0, 4, 0, "")));
        Assert.Equal(Start, copy.ToString());
    }

    private static string Shown(string text) => text.TrimStart('\uFEFF').Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');

    private static int NotInsideBreak(string text, int offset) => offset > 0 && offset < text.Length && text[offset] == '\n' && text[offset - 1] == '\r' ? offset - 1 : offset;
}
