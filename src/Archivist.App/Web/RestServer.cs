using Archivist.Operations.Events;
using Archivist.Replicas.Stores.Rest;
using Archivist.Repository.Crypto;
using Archivist.Repository.Stores;
using Microsoft.AspNetCore.Http;

namespace Archivist.App.Web;

/// <summary>
/// Serves one store for reading by restic's REST protocol, versions 1 and 2 (restic docs, "REST Backend"). Writing and removing are
/// refused. Needs no key: what it serves is sealed.
/// </summary>
internal static class RestServer
{
    /// <summary>Starts to listen on <c>host:port</c>; port 0 takes a free one.</summary>
    internal static async Task<IServedStore> StartAsync(IObjectSource store, string listen, CancellationToken cancellationToken) =>
        await WebListening.StartAsync(listen, _ => { }, _ => { }, context => AnswerAsync(store, context), cancellationToken);

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
            await RestAnswers.ListAsync(store, kind, context);
        else if (NameOf(path) is { } name)
            await RestAnswers.SendAsync(store, name, isHead, context);
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
}
