using Bunit;
using PaletteAI.Console.Application.Operations.Checks;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Checks.Hosts;
using PaletteAI.Console.Domain.Installs;
using PaletteAI.Console.Features.Installs.Steps;

namespace PaletteAI.Console.Tests.Installs;

/// <summary>Review where the console cannot log in to the hosts.</summary>
public sealed class HostCheckReviewTests : BunitContext
{
    [Fact]
    public async Task Without_a_log_in_one_acceptance_is_asked_for_and_recorded_by_its_code()
    {
        var world = new InstallWorld().Complete();
        world.Gateway.Answer<GetHostChecks, HostChecksView>(_ => new HostChecksView(
            null, null, new Error(ErrorKind.Refused, "host-credentials-missing", "The console has no log-in for edge-1.", "Store one in Settings."), false, HostCheckGate.NotAsked, [], world.Time.GetUtcNow()));
        world.AddTo(Services);
        JSInterop.Mode = JSRuntimeMode.Loose;
        var model = await world.ModelAsync(InstallStep.Review);
        var review = Render<ReviewStep>(p => p.Add(s => s.Model, model));
        review.WaitForAssertion(() => Assert.Contains("The console has no log-in for edge-1.", review.Find("[data-host-checks]").TextContent, StringComparison.Ordinal));
        review.Render();

        await review.Find("[data-code=host-checks-pending] input").ChangeAsync(new() { Value = true });
        Assert.Contains(world.Stored!.Accepted, a => a.StartsWith("host-checks-pending@", StringComparison.Ordinal));
    }
}
