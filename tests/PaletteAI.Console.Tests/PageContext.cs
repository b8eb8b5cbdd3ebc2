using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor.Services;
using PaletteAI.Console.Components;
using PaletteAI.Console.Testing.Fakes;
using PaletteAI.Console.Tests.Clusters;

namespace PaletteAI.Console.Tests;

/// <summary>What every page gets from the console, scripted.</summary>
public abstract class PageContext : BunitContext
{
    private protected PageContext()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddMudServices();
        Services.AddSingleton<IOperationGateway>(Gateway);
        Services.AddSingleton<TimeProvider>(Time);
        Services.AddScoped<Preferences>();
        Services.AddScoped<BrowserFiles>();
    }

    private protected ScriptedGateway Gateway { get; } = new();

    private protected ManualTime Time { get; } = new();

    private protected string Query => new Uri(Services.GetRequiredService<NavigationManager>().Uri).Query;

    private protected void Visit(string address) => Services.GetRequiredService<NavigationManager>().NavigateTo(address);
}
