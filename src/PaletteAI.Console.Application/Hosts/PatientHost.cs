using PaletteAI.Console.Domain;

namespace PaletteAI.Console.Application.Hosts;

/// <summary>
/// Reads from a host through hiccups of its link: says so when it is silent, and tries again when it was lost in the middle.
/// A host that was never reached is not waited for. Only for what may be done twice.
/// </summary>
internal sealed class PatientHost(SurveyedHost host, SurveyOptions options, TimeProvider time, IProgress<SurveyProgress>? progress)
{
    /// <summary>Whether it answered once.</summary>
    public bool WasReached { get; set; }

    /// <summary>Does it, again if need be.</summary>
    public async Task<Result<T>> TryAsync<T>(SurveyStage stage, Func<CancellationToken, Task<Result<T>>> read, CancellationToken ct)
    {
        var begun = time.GetTimestamp();
        while (true)
        {
            var outcome = await WatchedAsync(stage, read, ct);
            if (outcome.IsSuccess)
            {
                WasReached = true;
                return outcome;
            }

            if (!WasReached || !HostErrors.IsPassing(outcome.Error) || time.GetElapsedTime(begun) > options.Patience)
            {
                return outcome;
            }

            progress?.Report(new SurveyProgress(host.Name, SurveyStage.Waiting, $"The link to {host.Name} was lost; trying again ({outcome.Error.Code})."));
            await Task.Delay(options.Pause, time, ct);
        }
    }

    private async Task<Result<T>> WatchedAsync<T>(SurveyStage stage, Func<CancellationToken, Task<Result<T>>> read, CancellationToken ct)
    {
        if (progress is null)
        {
            return await read(ct);
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var watching = WatchAsync(progress, stage, stop.Token);
        try
        {
            return await read(ct);
        }
        finally
        {
            await stop.CancelAsync();
            await watching;
        }
    }

    private async Task WatchAsync(IProgress<SurveyProgress> report, SurveyStage stage, CancellationToken ct)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(0.5), time);
        var silent = false;
        try
        {
            while (await timer.WaitForNextTickAsync(ct))
            {
                var silence = host.Channel.Link.Silence;
                if (silence >= options.ReportSilence)
                {
                    silent = true;
                    report.Report(new SurveyProgress(host.Name, SurveyStage.Waiting, $"Nothing was heard from {host.Name} for {silence.TotalSeconds:0} s."));
                }
                else if (silent)
                {
                    silent = false;
                    report.Report(new SurveyProgress(host.Name, stage, $"{host.Name} answers again."));
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The read is over.
        }
    }
}
