using FluentValidation;

namespace PaletteAI.Console.Application.Hosts;

/// <summary>Shapes of what names a host.</summary>
internal static class HostAddresses
{
    private const int LongestName = 253;

    /// <summary>An address or a host name; nothing else ever reaches the network.</summary>
    public static void HostAddress<T>(this IRuleBuilder<T, string> rule) =>
        rule.NotEmpty().MaximumLength(LongestName).Must(a => a is not null && Uri.CheckHostName(a) != UriHostNameType.Unknown).WithMessage("Give an address or a host name.");

    /// <summary>A TCP port.</summary>
    public static void Port<T>(this IRuleBuilder<T, int> rule) => rule.InclusiveBetween(1, 65535);
}
