using Microsoft.AspNetCore.Components;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Checks;
using PaletteAI.Console.Domain.Checks.Hosts;

namespace PaletteAI.Console.Features.Checks;

/// <summary>A check as a line; opened, its evidence on each host, what to do, and setting it aside.</summary>
public sealed partial class HostCheckLine
{
    private bool _open;
    private string _asking = "";
    private string _reason = "";
    private IReadOnlyList<Finding> _findings = [];

    /// <summary>The check on all its hosts.</summary>
    [Parameter, EditorRequired] public HostCheckGroup Group { get; set; } = default!;

    /// <summary>All checks.</summary>
    [Parameter, EditorRequired] public HostChecksViewModel Model { get; set; } = default!;

    /// <summary>Asks hosts again.</summary>
    [Parameter] public EventCallback<IReadOnlyList<string>> Run { get; set; }

    /// <summary>Cancelled when the page is left.</summary>
    [Parameter] public CancellationToken PageEnd { get; set; }

    private static bool Quiet(HostCheckResult row) => row.Status is CheckStatus.Passed or CheckStatus.NotApplicable;

    private void Ask(string host) => (_asking, _reason, _findings) = (host, "", []);

    private async Task IgnoreAsync(HostCheckResult row)
    {
        if (_reason.Trim().Length == 0)
        {
            _findings = [Finding.Error("", "reason-missing", "A reason is needed.", "Say why in a few words.")];
            return;
        }

        if (await Model.IgnoreAsync(row.Id, row.Host, _reason, PageEnd))
        {
            Ask("");
        }
    }
}
