using PaletteAI.Console.Application.Clusters.Logs;
using PaletteAI.Console.Application.Operations.Pods;
using PaletteAI.Console.Components;
using PaletteAI.Console.Domain;

namespace PaletteAI.Console.Features.Clusters.Logs;

/// <summary>A log on a page, without its markup: follows it, holds lines back while paused, searches.</summary>
public sealed class LogFeed(IOperationGateway gateway)
{
    /// <summary>Lines to begin with.</summary>
    private const int FirstLines = 500;

    private readonly List<LogLine> _held = [];
    private int _heldLost;

    /// <summary>What is shown.</summary>
    public LogText Text { get; } = new();

    /// <summary>It is being read for the first time.</summary>
    public bool IsReading { get; private set; }

    /// <summary>More may come.</summary>
    public bool IsLive { get; private set; }

    /// <summary>Whether new lines are held back, so that one can read in peace.</summary>
    public bool IsPaused { get; private set; }

    /// <summary>Lines that are held back.</summary>
    public int Held => _held.Count + _heldLost;

    /// <summary>Why nothing more comes, as a sentence; empty while more may come.</summary>
    public string End { get; private set; } = "";

    /// <summary>Why it could not be read; null when it could.</summary>
    public Error? Problem { get; private set; }

    /// <summary>Reads a log, and goes on while more may come.</summary>
    /// <param name="changed">Called after each change.</param>
    /// <param name="end">Another log is looked at, or the page is left.</param>
    public async Task RunAsync(LogTarget target, Func<Task> changed, CancellationToken end)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(changed);
        Text.Clear();
        _held.Clear();
        (_heldLost, IsPaused, End, Problem, IsReading, IsLive) = (0, false, "", null, true, target.IsLive && !target.Previous);
        await changed();
        await (IsLive ? FollowAsync(target, changed, end) : ReadAsync(target, end));
        if (!end.IsCancellationRequested)
        {
            (IsReading, IsLive) = (false, false);
            await changed();
        }
    }

    /// <summary>Holds new lines back, or shows those that were.</summary>
    public void Pause(bool on)
    {
        IsPaused = on;
        if (!on)
        {
            Text.Add(_held, _heldLost);
            _held.Clear();
            _heldLost = 0;
        }
    }

    /// <summary>As much of the log as the console hands out, as a text.</summary>
    public async Task<Result<string>> WholeAsync(LogTarget target, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(target);
        var read = await gateway.RunAsync(Of(target, PodLogs.MostLines), ct: ct);
        return read.Map(log => string.Concat(log.Lines.Select(l => l.Text + "\n")));
    }

    private static GetPodLogs Of(LogTarget target, int lines) => new(target.Namespace, target.Pod, target.Container, lines, target.Previous);

    private async Task ReadAsync(LogTarget target, CancellationToken end)
    {
        var read = await gateway.RunAsync(Of(target, LogText.MostLines), ct: end);
        Problem = read.Error;
        if (read.IsSuccess)
        {
            Text.Add(read.Value.Lines);
        }
    }

    private async Task FollowAsync(LogTarget target, Func<Task> changed, CancellationToken end)
    {
        var opened = await gateway.RunAsync(new FollowPodLogs(Of(target, FirstLines), end), ct: end);
        if (!opened.IsSuccess)
        {
            Problem = opened.Error;
            return;
        }

        await foreach (var batch in opened.Value.Batches.WithCancellation(end))
        {
            if (end.IsCancellationRequested)
            {
                return;
            }

            Take(batch);
            await changed();
        }
    }

    private void Take(LogBatch batch)
    {
        IsReading = false;
        if (batch.End is { } over)
        {
            (End, Problem) = (over.Problem is null ? over.Message : "", over.Problem);
        }

        if (!IsPaused)
        {
            Text.Add(batch.Lines, batch.Dropped);
            return;
        }

        _held.AddRange(batch.Lines);
        _heldLost += batch.Dropped;
        if (_held.Count > LogText.MostLines)
        {
            _heldLost += _held.Count - LogText.MostLines;
            _held.RemoveRange(0, _held.Count - LogText.MostLines);
        }
    }
}
