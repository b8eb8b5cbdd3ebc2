using PaletteAI.Console.Domain;

namespace PaletteAI.Console.Appliance.Http;

/// <summary>Carries an expected failure out of HTTP machinery that knows exceptions only. Caught in <see cref="ApplianceHttp"/>.</summary>
internal sealed class ApplianceException(Error error) : IOException(error.Message)
{
    public Error Error { get; } = error;
}
