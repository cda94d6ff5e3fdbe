using System.Globalization;
using System.Net;
using Archivist.App.Messages;
using Archivist.App.Problems;
using Archivist.Operations.Events;
using Archivist.Platform.Problems;
using Archivist.Replicas.Stores.Rest;
using Archivist.Repository.Crypto;
using Archivist.Repository.Stores;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Archivist.App.Web;

/// <summary>
/// Serves one store for reading by restic's REST protocol, versions 1 and 2 (restic docs, "REST Backend"). Writing and removing are
/// refused. Needs no key: what it serves is sealed.
/// </summary>
internal sealed class RestServer : IServedStore
{
    private readonly WebApplication _application;

    private RestServer(WebApplication application, string address)
    {
        _application = application;
        Address = address;
    }

    /// <summary>Where it listens, with the port that was really taken.</summary>
    public string Address { get; }

    /// <summary>Starts to listen on <c>host:port</c>; port 0 takes a free one.</summary>
    internal static async Task<RestServer> StartAsync(IObjectSource store, string listen, CancellationToken cancellationToken)
    {
        if (!IPEndPoint.TryParse(listen, out var endpoint) || !listen.Contains(':'))
            throw CommandLineProblem.Usage($"--listen {listen}: it is not an address and a port", "Write it as 127.0.0.1:8000.");
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(endpoint);
            kestrel.AddServerHeader = false;
        });
        var application = builder.Build();
        application.Run(context => AnswerAsync(store, context));
        try
        {
            await application.StartAsync(cancellationToken);
        }
        catch (IOException cause)
        {
            throw new ArchivistException(new ServerNotStarted(listen, Cause.Of(cause)), cause);
        }

        var address = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return new RestServer(application, address + "/");
    }

    /// <inheritdoc/>
    public Task WaitAsync(CancellationToken cancellationToken) => _application.WaitForShutdownAsync(cancellationToken);

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private static async Task AnswerAsync(IObjectSource store, HttpContext context)
    {
        var path = context.Request.Path.Value?.Trim('/') ?? "";
        var isHead = HttpMethods.IsHead(context.Request.Method);
        if (!isHead && !HttpMethods.IsGet(context.Request.Method))
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }

        if (!path.Contains('/') && RestProtocol.KindOf(path) is { } kind)
            await ListAsync(store, kind, context);
        else if (NameOf(path) is { } name)
            await SendAsync(store, name, isHead, context);
        else
            context.Response.StatusCode = StatusCodes.Status404NotFound;
    }

    private static ObjectName? NameOf(string path)
    {
        if (path == "config")
            return ObjectName.Configuration;
        var parts = path.Split('/');
        return parts.Length == 2 && RestProtocol.KindOf(parts[0]) is { } kind && Digest.TryParse(parts[1], null, out var id)
            ? new ObjectName(kind, id)
            : null;
    }

    private static async Task ListAsync(IObjectSource store, ObjectKind kind, HttpContext context)
    {
        var entries = await store.ListSortedAsync(kind, context.RequestAborted);
        if (context.Request.Headers.Accept.ToString().Contains(RestProtocol.ListTypeV2, StringComparison.Ordinal))
        {
            await context.Response.WriteAsJsonAsync(
                entries.Select(entry => new RestListEntry(entry.Name.Id.ToString(), entry.Length)).ToList(),
                RestJson.Default.ListRestListEntry, RestProtocol.ListTypeV2, context.RequestAborted);
            return;
        }

        context.Response.ContentType = RestProtocol.ListTypeV1;
        await context.Response.WriteAsync(
            "[" + string.Join(",", entries.Select(entry => $"\"{entry.Name.Id}\"")) + "]", context.RequestAborted);
    }

    private static async Task SendAsync(IObjectSource store, ObjectName name, bool isHead, HttpContext context)
    {
        if (await store.FindLengthAsync(name, context.RequestAborted) is not { } length)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        context.Response.ContentType = "application/octet-stream";
        context.Response.Headers.AcceptRanges = "bytes";
        var (offset, count, isPart) = RangeOf(context, length);
        if (offset < 0)
        {
            context.Response.StatusCode = StatusCodes.Status416RangeNotSatisfiable;
            context.Response.Headers.ContentRange = string.Create(CultureInfo.InvariantCulture, $"bytes */{length}");
            return;
        }

        if (isPart)
        {
            context.Response.StatusCode = StatusCodes.Status206PartialContent;
            context.Response.Headers.ContentRange = string.Create(CultureInfo.InvariantCulture, $"bytes {offset}-{offset + count - 1}/{length}");
        }

        context.Response.ContentLength = count;
        if (isHead)
            return;
        await using var content = await store.OpenAsync(name, new ByteRange(offset, count), context.RequestAborted);
        await content.CopyToAsync(context.Response.Body, 1 << 17, context.RequestAborted);
    }

    /// <summary>RFC 9110, 14.1.2: one range of bytes is honoured, anything else gets the whole object.</summary>
    private static (long Offset, long Count, bool IsPart) RangeOf(HttpContext context, long length)
    {
        var ranges = context.Request.GetTypedHeaders().Range?.Ranges;
        if (ranges is not { Count: 1 })
            return (0, length, false);
        var range = ranges.First();
        var start = range.From ?? Math.Max(0, length - (range.To ?? 0));
        var end = range.From is null ? length - 1 : Math.Min(range.To ?? length - 1, length - 1);
        return start >= length || end < start ? (-1, 0, true) : (start, end - start + 1, true);
    }
}
