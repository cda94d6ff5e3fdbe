using System.Net;
using Archivist.App.Messages;
using Archivist.App.Problems;
using Archivist.Operations.Events;
using Archivist.Platform.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Archivist.App.Web;

/// <summary>A web server that listens until it is disposed of.</summary>
internal sealed class WebListening : IServedStore
{
    /// <summary>How long requests at hand may take to end when it stops; then they are cut off.</summary>
    private static readonly TimeSpan ShutdownTime = TimeSpan.FromSeconds(1);

    private readonly WebApplication _application;

    private WebListening(WebApplication application, string address)
    {
        _application = application;
        Address = address;
    }

    /// <summary>Where it listens, with the port that was really taken.</summary>
    public string Address { get; }

    /// <summary>Starts to listen on <c>host:port</c>; port 0 takes a free one.</summary>
    /// <param name="listen">Address and port.</param>
    /// <param name="limit">Sets the limits of the server.</param>
    /// <param name="configure">Sets what happens to connections.</param>
    /// <param name="answer">Answers each request.</param>
    /// <param name="cancellationToken">Stops starting.</param>
    /// <exception cref="ArchivistException"><see cref="Failure.Usage"/>: no address and port; <see cref="Failure.Failed"/>: it cannot be listened on.</exception>
    internal static async Task<WebListening> StartAsync(
        string listen, Action<KestrelServerLimits> limit, Action<ListenOptions> configure, RequestDelegate answer, CancellationToken cancellationToken)
    {
        if (!IPEndPoint.TryParse(listen, out var endpoint) || !listen.Contains(':'))
            throw CommandLineProblem.Usage($"--listen {listen}: it is not an address and a port", "Write it as 127.0.0.1:8000.");
        // Empty, so that no variable and no appsettings.json of the current directory makes it listen elsewhere or log.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = ShutdownTime);
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(endpoint, configure);
            kestrel.AddServerHeader = false;
            limit(kestrel.Limits);
        });
        var application = builder.Build();
        application.Run(answer);
        try
        {
            await application.StartAsync(cancellationToken);
        }
        catch (IOException cause)
        {
            throw new ArchivistException(new ServerNotStarted(listen, Cause.Of(cause)), cause);
        }

        var address = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return new WebListening(application, address + "/");
    }

    /// <inheritdoc/>
    public Task WaitAsync(CancellationToken cancellationToken) => _application.WaitForShutdownAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _application.DisposeAsync();
}
