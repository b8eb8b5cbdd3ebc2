namespace PaletteAI.Console.Domain.Access;

/// <summary>
/// How failed sign-ins slow down further ones. Pure: counters in, counters out.
/// Three ideas: growing delays for an account and for a source; a lock for the pair of both only; and budgets of failures that are passed
/// on to the appliance, so that its own lock (5 failures) is never reached by strangers. A device that signed in before is judged by its own
/// counters alone, plus the total that protects the appliance's lock, of which strangers can take only a part.
/// </summary>
public sealed record SignInThrottle
{
    /// <summary>The usual limits.</summary>
    public static SignInThrottle Default { get; } = new();

    /// <summary>Failures before delays begin.</summary>
    public int FreeFailures { get; init; } = 3;

    /// <summary>First delay; doubles with each further failure.</summary>
    public TimeSpan FirstDelay { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Longest delay.</summary>
    public TimeSpan LongestDelay { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Delays start anew after this long without a failure.</summary>
    public TimeSpan ForgetAfter { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Failures of one account from one source until that pair is locked.</summary>
    public int PairLimit { get; init; } = 5;

    /// <summary>Failures of an account passed on for all unknown devices together.</summary>
    public int StrangersLimit { get; init; } = 3;

    /// <summary>Failures of an account passed on for one known device.</summary>
    public int DeviceLimit { get; init; } = 3;

    /// <summary>Failures of an account passed on in all: one less than the appliance's lock.</summary>
    public int TotalLimit { get; init; } = 4;

    /// <summary>How long a reached limit holds; as long as the appliance's own lock.</summary>
    public TimeSpan Hold { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Until when a try has to wait; null = it may go on now.</summary>
    public static DateTimeOffset? WaitUntil(SignInCounters counters, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(counters);
        var until = counters.Judging.Max(c => c.LockedUntil);
        return until > now ? until : null;
    }

    /// <summary>The counters after a failure at <paramref name="now"/>.</summary>
    public SignInCounters AfterFailure(SignInCounters counters, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(counters);
        var known = counters.Device is not null;
        return counters with
        {
            Account = known ? counters.Account : Slower(counters.Account, now),
            Source = known ? counters.Source : Slower(counters.Source, now),
            Pair = known ? counters.Pair : Counted(counters.Pair, PairLimit, now),
            Strangers = known ? counters.Strangers : Counted(counters.Strangers, StrangersLimit, now),
            Device = counters.Device is null ? null : Counted(counters.Device, DeviceLimit, now),
            Total = Counted(counters.Total, TotalLimit, now),
        };
    }

    /// <summary>The counters after a success: the appliance forgets the account's failures, and so do we. The source may go on attacking others.</summary>
    public static SignInCounters AfterSuccess(SignInCounters counters)
    {
        ArgumentNullException.ThrowIfNull(counters);
        return new SignInCounters { Source = counters.Source, Device = counters.Device is null ? null : ThrottleCounter.Fresh };
    }

    /// <summary>The delay after <paramref name="failures"/> failures in a row.</summary>
    public TimeSpan DelayAfter(int failures)
    {
        if (failures < FreeFailures)
        {
            return TimeSpan.Zero;
        }

        // 2^30 seconds is beyond every cap; the shift must not overflow.
        var factor = 1L << Math.Min(failures - FreeFailures, 30);
        return factor >= LongestDelay / FirstDelay ? LongestDelay : FirstDelay * factor;
    }

    private ThrottleCounter Slower(ThrottleCounter counter, DateTimeOffset now)
    {
        var failures = (IsOld(counter, now, ForgetAfter) ? 0 : counter.Failures) + 1;
        return new ThrottleCounter(failures, now, failures < FreeFailures ? null : now + DelayAfter(failures));
    }

    private ThrottleCounter Counted(ThrottleCounter counter, int limit, DateTimeOffset now)
    {
        var over = IsOld(counter, now, Hold) || counter.LockedUntil <= now;
        var failures = (over ? 0 : counter.Failures) + 1;
        return new ThrottleCounter(failures, now, failures < limit ? null : now + Hold);
    }

    private static bool IsOld(ThrottleCounter counter, DateTimeOffset now, TimeSpan after) =>
        counter.LastFailureAt is null || now - counter.LastFailureAt >= after;
}
