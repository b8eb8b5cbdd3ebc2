using PaletteAI.Console.Sessions;

namespace PaletteAI.Console.Tests.Sessions;

/// <summary>How many open pages one session may hold.</summary>
public sealed class CircuitCountsTests
{
    private readonly CircuitCounts _counts = new();

    [Fact]
    public void A_session_holds_forty_pages_and_no_more_and_others_are_not_concerned()
    {
        Assert.Equal(CircuitCounts.PerSession, Enumerable.Range(0, 100).Count(_ => _counts.TryEnter("one")));
        Assert.True(_counts.TryEnter("two"));

        _counts.Leave("one");

        Assert.True(_counts.TryEnter("one"));
        Assert.False(_counts.TryEnter("one"));
    }

    [Fact]
    public void Nothing_is_kept_of_sessions_without_pages()
    {
        for (var i = 0; i < 1_000; i++)
        {
            _counts.TryEnter($"session-{i}");
            _counts.Leave($"session-{i}");
        }

        _counts.Leave("");
        Assert.Equal(0, _counts.Sessions);
    }

    [Fact]
    public async Task Pages_that_open_and_close_at_once_are_counted_right()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < 5_000; i++)
            {
                if (_counts.TryEnter("one"))
                {
                    _counts.Leave("one");
                }
            }
        })));

        Assert.Equal(CircuitCounts.PerSession, Enumerable.Range(0, 100).Count(_ => _counts.TryEnter("one")));
    }
}
