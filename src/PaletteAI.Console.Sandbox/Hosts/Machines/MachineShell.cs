using PaletteAI.Console.Domain.Hosts.Diagnostics;
using PaletteAI.Console.Domain.Hosts.Facts;

namespace PaletteAI.Console.Sandbox.Hosts.Machines;

/// <summary>Answers the console's own commands from what the simulation knows; there is no shell behind it.</summary>
internal sealed class MachineShell(SimulatedHost host, SimulatedAppliance appliance, MachineFaults faults, TimeProvider time)
{
    private const int NoSuchCommand = 127;
    private readonly SimulatedNetwork _network = new(appliance, faults);

    public SandboxOutput Run(string[] arguments) => arguments switch
    {
        ["/bin/sh", "-c", FactScript.Text, _, var mark] => Said(new FactOutput(host, appliance, _network, time).Text(mark)),
        ["/bin/sh", "-c", ProbeScript.Text, _, var mark, var vip, _, .. var peers] => Said(new ProbeOutput(host, _network, faults).Text(mark, vip, peers)),
        ["/bin/sh", "-c", DiagnosticScript.Text, _, var kind, var target, var port] => new DiagnosticOutput(host, appliance, _network).Run(kind, target, port),
        ["/bin/sh", "-c", LogScript.Text, _, var mark] => Said(DiagnosticOutput.Logs(host, mark, time.GetUtcNow())),
        ["true"] => Said(""),
        _ => new SandboxOutput(NoSuchCommand, "", "This command cannot be simulated."),
    };

    private static SandboxOutput Said(string text) => new(0, text, "");
}
