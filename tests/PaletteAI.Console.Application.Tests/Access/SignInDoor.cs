using PaletteAI.Console.Application.Operations.Access;
using PaletteAI.Console.Application.Tests.Operations;
using PaletteAI.Console.Domain;

namespace PaletteAI.Console.Application.Tests.Access;

/// <summary>Signing in through the door.</summary>
internal static class SignInDoor
{
    public const string Right = "correct horse";

    public static Task<Result<SignedIn>> TryAsync(
        this Door door, string password = "wrong", string source = "192.0.2.7", Secret? device = null, string user = "ops") =>
        door.RunAsync(new SignIn(user, new Secret(password)) { DeviceToken = device }, Door.Stranger(source));

    /// <summary>A device that signed in before.</summary>
    public static async Task<Secret> KnownDeviceAsync(this Door door, Secret? held = null, string user = "ops") =>
        (await door.TryAsync(Right, "10.0.0.9", held, user)).Require().DeviceToken;
}
