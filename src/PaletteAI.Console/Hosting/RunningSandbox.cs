using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Sandbox;

namespace PaletteAI.Console.Hosting;

/// <summary>The simulated appliance, when there is one. Started before anything is served.</summary>
internal sealed class RunningSandbox(ConsoleSettings settings, IHostKeyStore keys, TimeProvider time, ILoggerFactory logs) : IAsyncDisposable
{
    /// <summary>Whether the appliance is simulated.</summary>
    public bool IsOn => settings.Sandbox;

    /// <summary>The sandbox; null before it started, or when it is off.</summary>
    public ApplianceSandbox? Instance { get; private set; }

    /// <summary>Starts it, if it is on.</summary>
    public async Task StartAsync(CancellationToken ct)
    {
        if (!IsOn)
        {
            return;
        }

        var options = new SandboxOptions
        {
            DataFolder = Path.Combine(settings.DataDirectory, "sandbox", settings.Scenario),
            Scenario = settings.Scenario,
            TimeScale = settings.TimeScale,
            Password = settings.SandboxPassword.Length > 0 ? new Secret(settings.SandboxPassword) : null,
            FirstLogin = settings.FirstLogin,
            SecondUser = settings.SecondUser,
        };
        Instance = await ApplianceSandbox.StartAsync(options, time, logs, ct);
        await AcceptKeysAsync(Instance, ct);
    }

    // Who made the hosts knows their keys. A key that was revoked or changed later is the operator's matter.
    private async Task AcceptKeysAsync(ApplianceSandbox sandbox, CancellationToken ct)
    {
        var known = (await keys.ListAsync(ct)).Select(k => k.Address).ToHashSet(StringComparer.Ordinal);
        foreach (var machine in sandbox.Machines.Where(m => m.IsNew && !known.Contains(m.Address)))
        {
            await keys.ReplaceAsync(new AcceptedHostKey(machine.Address, SandboxHostChannel.Port, machine.Key, "sandbox", time.GetUtcNow()), ct);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Instance is not null)
        {
            await Instance.DisposeAsync();
        }
    }
}
