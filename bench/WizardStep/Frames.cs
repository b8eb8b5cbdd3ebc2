using System.Text.Json;
using Microsoft.Playwright;

namespace WizardStep;

/// <summary>When frames of the page's WebSocket were sent and received, by the browser's own clock.</summary>
internal sealed class Frames
{
    // Nothing of a step comes after such a pause; what does is the wizard reading hosts anew, every 10 s. Those are counted.
    private const double PauseSeconds = 0.1;
    private const int QuietMilliseconds = 400;
    private readonly Lock _gate = new();
    private readonly List<double> _received = [];
    private double? _firstSent;

    private Frames(ICDPSession session)
    {
        session.Event("Network.webSocketFrameSent").OnEvent += (_, e) => Sent(At(e));
        session.Event("Network.webSocketFrameReceived").OnEvent += (_, e) => Received(At(e));
    }

    /// <summary>Begins to listen.</summary>
    public static async Task<Frames> ListenAsync(IPage page)
    {
        var session = await page.Context.NewCDPSessionAsync(page);
        var frames = new Frames(session);
        await session.SendAsync("Network.enable");
        return frames;
    }

    /// <summary>Steps behind which, after a pause, the page drew something else.</summary>
    public int Followed { get; private set; }

    /// <summary>From the first frame that <paramref name="act"/> sends to the last one that answers it.</summary>
    public async Task<TimeSpan> MeasureAsync(Func<Task> act)
    {
        lock (_gate)
        {
            _firstSent = null;
            _received.Clear();
        }

        await act();
        int seen;
        do
        {
            seen = Count();
            await Task.Delay(QuietMilliseconds);
        }
        while (Count() != seen);
        lock (_gate)
        {
            return _firstSent is { } sent && _received.Count > 0
                ? TimeSpan.FromSeconds(LastBeforePause() - sent)
                : throw new InvalidOperationException("The page sent nothing, or nothing answered.");
        }
    }

    private double LastBeforePause()
    {
        var last = _received[0];
        foreach (var at in _received)
        {
            if (at - last > PauseSeconds)
            {
                Followed++;
                break;
            }

            last = at;
        }

        return last;
    }

    private int Count()
    {
        lock (_gate)
        {
            return _received.Count;
        }
    }

    private void Sent(double at)
    {
        lock (_gate)
        {
            _firstSent ??= at;
        }
    }

    private void Received(double at)
    {
        lock (_gate)
        {
            if (_firstSent is not null)
            {
                _received.Add(at);
            }
        }
    }

    private static double At(JsonElement? e) => e!.Value.GetProperty("timestamp").GetDouble();
}
