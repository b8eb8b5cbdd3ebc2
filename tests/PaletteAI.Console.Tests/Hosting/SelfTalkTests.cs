using PaletteAI.Console.Hosting;

namespace PaletteAI.Console.Tests.Hosting;

public sealed class SelfTalkTests
{
    [Theory]
    [InlineData("https://localhost:5080", true)]
    [InlineData("https://LOCALHOST:5080", true)]
    [InlineData("https://127.9.9.9:5080", true)]
    [InlineData("https://[::1]:5080", true)]
    [InlineData("https://console.example:5080", true)]
    [InlineData("https://console.example:5081", false)]
    [InlineData("https://localhost:5081", false)]
    [InlineData("https://192.0.2.1:5080", false)]
    public void Only_the_own_port_on_this_machine_is_the_console_itself(string appliance, bool self) =>
        Assert.Equal(self, SelfTalk.IsSelf(new Uri(appliance), new Uri("https://console.example:5080")));

    [Fact]
    public void Every_address_and_the_name_of_this_machine_are_this_machine()
    {
        Assert.True(SelfTalk.IsThisMachine(Environment.MachineName));
        Assert.All(SelfTalk.OwnAddresses(), a => Assert.True(SelfTalk.IsThisMachine(a.ToString())));
        Assert.False(SelfTalk.IsThisMachine("appliance.example"));
    }
}
