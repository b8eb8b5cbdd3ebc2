using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using PaletteAI.Console.Application.Operations.Profiles;
using PaletteAI.Console.Components;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Installs;
using PaletteAI.Console.Domain.Profiles;
using PaletteAI.Console.Features.Installs.Parts;

namespace PaletteAI.Console.Features.Installs.Steps;

/// <summary>Cluster Profile: layers and versions, and the import of another definition.</summary>
public sealed partial class ClusterProfileStep
{
    private IBrowserFile? _file;
    private string _signature = "";
    private string _said = "";
    private Error? _problem;

    /// <summary>The wizard.</summary>
    [Parameter, EditorRequired] public WizardViewModel Model { get; set; } = default!;

    [Inject] public required IOperationGateway Gateway { get; init; }

    private bool IsSending { get; set; }

    private string Named => Model.Spec.Profile is { Name.Length: > 0 } named ? $"{named.Name} {named.Version}" : "none yet";

    private bool IsNamed(ProfileArchive archive) => archive.Profiles.Any(IsChosen);

    private bool IsChosen(ClusterProfile profile) => Model.Spec.Profile == new ProfileReference(profile.Name, profile.Version);

    private Task ChooseAsync(ClusterProfile profile) =>
        Model.EditAsync("spec.profile", s => s with { Profile = new ProfileReference(profile.Name, profile.Version) });

    private void ChooseFile(InputFileChangeEventArgs change) => (_file, _said, _problem) = (change.File, "", null);

    private async Task SendAsync()
    {
        if (IsSending)
        {
            return;
        }

        if (_file is null)
        {
            _said = "Choose a file first.";
            return;
        }

        if (_file.Size > UploadDefinition.LargestFile)
        {
            _said = $"The file has {_file.Size / 1024 / 1024} MiB; a definition has at most {UploadDefinition.LargestFile / 1024 / 1024} MiB.";
            return;
        }

        IsSending = true;
        _problem = null;
        try
        {
            await SendAsync(_file);
        }
        finally
        {
            IsSending = false;
        }
    }

    private async Task SendAsync(IBrowserFile file)
    {
        await using var content = new CountedStream(file.OpenReadStream(UploadDefinition.LargestFile), file.Size, percent => _ = InvokeAsync(() => Say(percent)));
        var sent = await Gateway.RunAsync(new UploadDefinition(file.Name, content, _signature.Length > 0 ? _signature : null));
        if (!sent.IsSuccess)
        {
            (_problem, _said) = (sent.Error, "");
            return;
        }

        _said = "Imported.";
        await Model.RefreshAsync(background: false, default);
        if (Model.Facts?.Archive?.Profiles is [var only])
        {
            await ChooseAsync(only);
            _said = $"Imported: the draft now uses {only.Name} {only.Version}.";
        }
    }

    private void Say(int percent)
    {
        _said = string.Create(CultureInfo.InvariantCulture, $"Sending, {percent} %");
        StateHasChanged();
    }
}
