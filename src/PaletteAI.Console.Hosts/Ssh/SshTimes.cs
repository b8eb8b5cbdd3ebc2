namespace PaletteAI.Console.Hosts.Ssh;

/// <summary>Time limits of connections; tests shorten them.</summary>
internal sealed record SshTimes
{
    /// <summary>Until the TCP connection stands.</summary>
    public TimeSpan Dial { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>Until the log-in is done; on a link that loses 60 % of its packets this takes a while.</summary>
    public TimeSpan LogIn { get; init; } = TimeSpan.FromSeconds(40);

    /// <summary>Something is sent this often, so that silence means something.</summary>
    public TimeSpan KeepAlive { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>A link that was silent this long is given up.</summary>
    public TimeSpan Dead { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>A command that was told to end has this long to do so before its connection is closed.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>A connection nobody used for this long is closed.</summary>
    public TimeSpan Idle { get; init; } = TimeSpan.FromMinutes(5);
}
