using Microsoft.AspNetCore.Components;
using PaletteAI.Console.Application.Operations.Clusters;
using PaletteAI.Console.Components;
using Error = PaletteAI.Console.Domain.Error;

namespace PaletteAI.Console.Features.Clusters;

/// <summary>Downloads the admin kubeconfig; what is wrong with it is said here instead of in a broken file.</summary>
public sealed partial class KubeconfigDownload
{
    private bool _busy;
    private string _said = "";
    private Error? _problem;

    /// <summary>Name of the cluster.</summary>
    [Parameter, EditorRequired] public string ClusterName { get; set; } = "";

    [Inject] public required IOperationGateway Gateway { get; init; }

    [Inject] public required Preferences Preferences { get; init; }

    [Inject] public required BrowserFiles Files { get; init; }

    private async Task DownloadAsync()
    {
        if (_busy)
        {
            return;
        }

        (_busy, _problem, _said) = (true, null, "Reading it and asking its server.");
        try
        {
            var outcome = await Gateway.RunAsync(new DownloadKubeconfig());
            (_problem, _said) = (outcome.Error, "");
            if (outcome.Value is { } kubeconfig)
            {
                var saved = await Files.SaveAsync(kubeconfig.File.FileName, kubeconfig.File.Content.Reveal());
                _said = saved ? $"Saved as {kubeconfig.File.FileName}. Its server {kubeconfig.Server} answered with {kubeconfig.ServerVersion}.{(kubeconfig.ExpiresAt is { } end ? $" Its certificate is valid until {Preferences.Absolute(end)}." : "")}" : "The browser did not take the file.";
            }
        }
        finally
        {
            _busy = false;
        }
    }
}
