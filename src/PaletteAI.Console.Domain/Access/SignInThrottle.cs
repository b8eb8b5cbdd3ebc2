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

    /// <summary>
    /// How long a reached limit holds: the appliance's own lock (15 min) and a minute, because a try is counted here before it is sent
    /// and there when it is answered.
    /// </summary>
    public TimeSpan Hold { get; init; } = TimeSpan.FromMinutes(16);

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
            Pair = known ? counters.Pair : Paired(counters.Pair, now),
            Strangers = known ? counters.Strangers : Counted(counters.Strangers, StrangersLimit, now),
            Device = counters.Device is null ? null : Counted(counters.Device, DeviceLimit, now),
            Total = Counted(counters.Total, TotalLimit, now),
        };
    }

    /// <summary>The counters after a booked try turned out not to be a failure: one failure less, and no delay it alone had caused.</summary>
    /// <param name="before">As they were before it was booked.</param>
    /// <param name="booked">As it was booked.</param>
    /// <param name="counters">As they are now; others may have been booked in between.</param>
    public SignInCounters Withdraw(SignInCounters before, SignInCounters booked, SignInCounters counters)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(booked);
        ArgumentNullException.ThrowIfNull(counters);
        return counters with
        {
            Account = Fewer(before.Account, booked.Account, counters.Account, FreeFailures),
            Source = Fewer(before.Source, booked.Source, counters.Source, FreeFailures),
            Pair = Fewer(before.Pair, booked.Pair, counters.Pair, PairLimit),
            Strangers = Fewer(before.Strangers, booked.Strangers, counters.Strangers, StrangersLimit),
            Device = counters.Device is null ? null : Fewer(before.Device!, booked.Device!, counters.Device, DeviceLimit),
            Total = Fewer(before.Total, booked.Total, counters.Total, TotalLimit),
        };
    }

    /// <summary>
    /// The counters after a success: the appliance forgets the account's failures, and so do we. Tries still under way may be judged after
    /// it, so they stay counted. The source may go on attacking others.
    /// </summary>
    /// <param name="counters">As they are now, without the successful try.</param>
    /// <param name="others">Other tries of the account that are under way.</param>
    /// <param name="now">Now.</param>
    public SignInCounters AfterSuccess(SignInCounters counters, TriesUnderWay others, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(counters);
        ArgumentNullException.ThrowIfNull(others);
        return new SignInCounters
        {
            Source = counters.Source,
            Account = Anew(others.Account, c => Slower(c, now)),
            Pair = Anew(others.Pair, c => Paired(c, now)),
            Strangers = Anew(others.Strangers, c => Counted(c, StrangersLimit, now)),
            Device = counters.Device is null ? null : Anew(others.Device, c => Counted(c, DeviceLimit, now)),
            Total = Anew(others.Total, c => Counted(c, TotalLimit, now)),
        };
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

    // A pair is remembered beyond the hold of the budgets: whoever goes on after each of them is locked for another one.
    private ThrottleCounter Paired(ThrottleCounter counter, DateTimeOffset now) => Counted(counter, PairLimit, now, ForgetAfter);

    private ThrottleCounter Counted(ThrottleCounter counter, int limit, DateTimeOffset now, TimeSpan? forgetAfter = null)
    {
        var over = IsOld(counter, now, forgetAfter ?? Hold) || counter.LockedUntil <= now;
        var failures = (over ? 0 : counter.Failures) + 1;
        return new ThrottleCounter(failures, now, failures < limit ? null : now + Hold);
    }

    private static ThrottleCounter Fewer(ThrottleCounter before, ThrottleCounter booked, ThrottleCounter now, int limit)
    {
        if (booked == before || now == booked)
        {
            return booked == before ? now : before;
        }

        var failures = Math.Max(0, now.Failures - 1);
        return failures == 0 ? ThrottleCounter.Fresh : now with { Failures = failures, LockedUntil = failures < limit ? null : now.LockedUntil };
    }

    private static ThrottleCounter Anew(int failures, Func<ThrottleCounter, ThrottleCounter> fail) =>
        Enumerable.Range(0, failures).Aggregate(ThrottleCounter.Fresh, (counter, _) => fail(counter));

    private static bool IsOld(ThrottleCounter counter, DateTimeOffset now, TimeSpan after) =>
        counter.LastFailureAt is null || now - counter.LastFailureAt >= after;
}
