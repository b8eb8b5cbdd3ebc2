using System.Text.Json;
using Microsoft.Playwright;

namespace WizardStep;

/// <summary>When frames of the page's WebSocket were sent and received, by the browser's own clock.</summary>
internal sealed class Frames
{
    // Longer than any pause between the batches of one step.
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
                ? TimeSpan.FromSeconds(_received[^1] - sent)
                : throw new InvalidOperationException("The page sent nothing, or nothing answered.");
        }
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
