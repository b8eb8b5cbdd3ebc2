using Microsoft.Extensions.DependencyInjection;

namespace PaletteAI.Console.Application.Values;

/// <summary>Registers what the operations on values files share.</summary>
internal static class ValuesServices
{
    /// <summary>Adds it.</summary>
    public static IServiceCollection AddValuesWork(this IServiceCollection services) => services
        .AddSingleton<ValuesGate>()
        .AddSingleton<ValuesHosts>()
        .AddSingleton<ValuesRecorder>()
        .AddSingleton<SurroundingsReader>()
        .AddSingleton<OutlookReader>()
        .AddSingleton<ValuesDesk>()
        .AddSingleton<ValuesPlanner>()
        .AddSingleton<ValuesLog>()
        .AddSingleton<ValuesMerger>()
        .AddSingleton<ValuesSaver>();
}
