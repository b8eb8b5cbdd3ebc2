using PaletteAI.Console.Sessions;

namespace PaletteAI.Console.Hosting.Web;

/// <summary>While the appliance asks for a new password, every page leads to the page that sets it.</summary>
internal sealed class PasswordFirst(RequestDelegate next)
{
    /// <summary>Where the password is changed.</summary>
    public const string Page = "/change-password";

    /// <summary>Redirects pages; the operations refuse by themselves.</summary>
    public Task InvokeAsync(HttpContext http)
    {
        var isPage = HttpMethods.IsGet(http.Request.Method) && http.GetEndpoint()?.Metadata.GetMetadata<Microsoft.AspNetCore.Components.Endpoints.ComponentTypeMetadata>() is not null;
        if (isPage && http.Request.Path != Page && http.Request.Path != "/sign-in" && SessionPrincipal.NeedsPassword(http.User))
        {
            http.Response.Redirect(Page);
            return Task.CompletedTask;
        }

        return next(http);
    }
}
