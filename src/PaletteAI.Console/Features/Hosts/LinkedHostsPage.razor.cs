using Microsoft.AspNetCore.Components;
using PaletteAI.Console.Components.Kit;
using PaletteAI.Console.Domain.Hosts;

namespace PaletteAI.Console.Features.Hosts;

/// <summary>Linked Edge Hosts: which hosts there are, and what each still lacks.</summary>
public sealed partial class LinkedHostsPage
{
    private HostsViewModel _model = default!;
    private DataColumn<EdgeHost>[] _columns = [];

    /// <summary>The host whose panel is open.</summary>
    [SupplyParameterFromQuery(Name = "host")] public string? Host { get; set; }

    [Inject] public required NavigationManager Navigation { get; init; }

    protected override void OnInitialized()
    {
        _model = new HostsViewModel(Gateway);
        _columns = Columns(_model);
    }

    protected override Task LoadAsync(bool background, CancellationToken ct) => _model.LoadAsync(background, ct);

    private static (string Name, HostWord Word)[] States(EdgeHost host) =>
        [("Status", HostLook.Status(host)), ("Content", HostLook.Content(host)), ("Health", HostLook.Health(host))];

    // Sort and filter of the table stay as they are.
    private string HrefOf(string? uid) => Navigation.GetUriWithQueryParameter("host", uid);

    private void Open(EdgeHost host) => Navigation.NavigateTo(HrefOf(host.Uid == Host ? null : host.Uid));
}
