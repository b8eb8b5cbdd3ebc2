namespace PaletteAI.Console.Sandbox.Hosts;

/// <summary>Who a simulated host is. Addresses are in 10.10.10.0/24, reached only through the console's dialer.</summary>
/// <param name="Uid">Host id.</param>
/// <param name="Number">1 for the leader.</param>
internal sealed record SimulatedHost(string Uid, int Number)
{
    public const string NetworkPrefix = "10.10.10.";

    public const int LocalUiPort = 5080;

    public bool IsLeader => Number == 1;

    public string Address => NetworkPrefix + (10 + Number);

    public string Mac => $"52:54:00:0a:0a:{10 + Number:x2}";

    public static IReadOnlyList<SimulatedHost> Of(string scenario) =>
        [.. Enumerable.Range(1, scenario == SandboxOptions.SingleNode ? 1 : 3).Select(n => new SimulatedHost($"edge-{n}", n))];
}
