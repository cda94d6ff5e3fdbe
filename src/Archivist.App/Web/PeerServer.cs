using System.Globalization;
using Archivist.Operations.Events;
using Archivist.Operations.Problems;
using Archivist.Platform.Problems;
using Archivist.Replicas.Peers;
using Archivist.Repository.Stores;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace Archivist.App.Web;

/// <summary>
/// Serves the repositories of several users for reading and adding, by restic's REST protocol, versions 1 and 2 (restic docs, "REST Backend"). Users sign in with basic authentication.
/// Needs no key: what it keeps is sealed. Thread-safe.
/// </summary>
internal sealed class PeerServer
{
    private readonly PeerService _peers;
    private readonly WitnessAnswers? _witness;

    private PeerServer(PeerService peers) => (_peers, _witness) = (peers, peers.Witness is { } witness ? new WitnessAnswers(witness, peers.Warn) : null);

    /// <summary>Starts to listen on <c>host:port</c>; port 0 takes a free one.</summary>
    internal static async Task<IServedStore> StartAsync(PeerService peers, string listen, TlsFiles? tls, CancellationToken cancellationToken)
    {
        var certificate = tls is null ? null : new TlsCertificate(tls, peers.Warn, TimeProvider.System);
        var connections = new ConnectionLimit();
        return await WebListening.StartAsync(listen, SetLimits, Configure, new PeerServer(peers).AnswerAsync, cancellationToken);

        void Configure(ListenOptions options)
        {
            options.Protocols = certificate is null ? HttpProtocols.Http1 : HttpProtocols.Http1AndHttp2;
            options.Use(connections.Before);
            if (certificate is not null)
                options.UseHttps(new TlsHandshakeCallbackOptions { OnConnection = _ => ValueTask.FromResult(certificate.Current) });
        }
    }

    /// <summary>A client that holds a connection and sends next to nothing is cut off: a patient one, but slower than the slowest modem.</summary>
    private static void SetLimits(KestrelServerLimits limits)
    {
        limits.MaxConcurrentConnections = 2_000;
        limits.MaxRequestBodySize = PeerRepository.LongestObject;
        limits.MaxRequestHeadersTotalSize = 16 << 10;
        limits.MaxRequestLineSize = 4 << 10;
        limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
        limits.MinRequestBodyDataRate = new MinDataRate(bytesPerSecond: 100, gracePeriod: TimeSpan.FromSeconds(30));
        limits.MinResponseDataRate = new MinDataRate(bytesPerSecond: 100, gracePeriod: TimeSpan.FromSeconds(30));
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var client = new Client(ClientAddress.Of(context.Connection.RemoteIpAddress), null);
        try
        {
            // The signature of the checkpoint is all the identification that the protocol has.
            if (_witness is not null && WitnessAnswers.IsMeant(context.Request))
            {
                await _witness.SendAsync(context, client.Address);
                return;
            }

            if (await SignInAsync(context, client) is not { } user)
                return;
            client = client with { User = user };
            if (!PeerPath.TryParse(context.Request.Path.Value ?? "", out var path))
                Refuse(context, client, StatusCodes.Status404NotFound, new PeerRefusal.PathInvalid());
            else if (path.User != user)
                Refuse(context, client, StatusCodes.Status403Forbidden, new PeerRefusal.OthersDirectory());
            else
                await AnswerAsync(context, client, _peers.Store.AccountOf(user), path);
        }
        catch (Exception cause) when (context.RequestAborted.IsCancellationRequested || cause is ConnectionAbortedException or ConnectionResetException)
        {
            // The client went away.
        }
        catch (Exception cause) when (cause is not Microsoft.AspNetCore.Http.BadHttpRequestException)
        {
            Fail(context, client, cause);
        }
    }

    /// <summary>The user whose credentials are right; null when the request was answered.</summary>
    private async Task<string?> SignInAsync(HttpContext context, Client client)
    {
        if (BasicCredentials.Read(context.Request.Headers.Authorization) is not (var user, var password))
        {
            Demand(context, client);
            return null;
        }

        switch (await _peers.SignIn.CheckAsync(user, password, client.Address, context.RequestAborted))
        {
            case SignInResult.Accepted:
                return user;
            case SignInResult.Throttled(var wait):
                Refuse(context, client, StatusCodes.Status429TooManyRequests, new PeerRefusal.Throttled(), wait);
                return null;
            case SignInResult.Refused(var isKnown):
                Demand(context, client with { User = isKnown ? user : null });
                return null;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private async Task AnswerAsync(HttpContext context, Client client, PeerAccount account, PeerPath path)
    {
        if (!account.TryBegin())
        {
            Refuse(context, client, StatusCodes.Status429TooManyRequests, new PeerRefusal.TooManyRequests(), TimeSpan.FromSeconds(1));
            return;
        }

        try
        {
            var repository = account.Open(path.Repository);
            var isHead = HttpMethods.IsHead(context.Request.Method);
            switch (path.Target)
            {
                case PeerTarget.Single(var name) when isHead || HttpMethods.IsGet(context.Request.Method):
                    await RestAnswers.SendAsync(repository.Content, name, isHead, context);
                    break;
                case PeerTarget.Listing(var kind) when HttpMethods.IsGet(context.Request.Method):
                    await RestAnswers.ListAsync(repository.Content, kind, context);
                    break;
                case PeerTarget.Single(var name) when HttpMethods.IsPost(context.Request.Method):
                    await StoreAsync(context, client, repository, name);
                    break;
                case PeerTarget.Single(var name) when HttpMethods.IsDelete(context.Request.Method):
                    await RemoveAsync(context, client, repository, name);
                    break;
                case PeerTarget.LedgerFile(var file):
                    await AnswerLedgerAsync(context, client, repository.Ledger, file);
                    break;
                case PeerTarget.Whole when HttpMethods.IsPost(context.Request.Method):
                    await CreateAsync(context, client, repository);
                    break;
                case PeerTarget.Whole when HttpMethods.IsDelete(context.Request.Method):
                    Refuse(context, client, StatusCodes.Status403Forbidden, new PeerRefusal.RepositoryNotRemoved());
                    break;
                default:
                    context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
                    break;
            }
        }
        finally
        {
            account.End();
        }
    }

    private async Task StoreAsync(HttpContext context, Client client, PeerRepository repository, ObjectName name)
    {
        // Without it neither the quota nor an end that is missing would be noticed in time.
        if (context.Request.ContentLength is not { } length)
        {
            context.Response.StatusCode = StatusCodes.Status411LengthRequired;
            return;
        }

        var stored = await repository.PutAsync(name, context.Request.Body, length, context.RequestAborted);
        if (StatusOf(stored) is var status and not StatusCodes.Status200OK)
            Refuse(context, client, status, new PeerRefusal.NotStored(name, stored));
    }

    private static int StatusOf(PeerPut stored) => stored switch
    {
        PeerPut.Stored or PeerPut.AlreadyThere => StatusCodes.Status200OK,
        PeerPut.Differs => StatusCodes.Status403Forbidden,
        PeerPut.NameMismatch or PeerPut.CutShort => StatusCodes.Status400BadRequest,
        PeerPut.TooLong => StatusCodes.Status413PayloadTooLarge,
        PeerPut.QuotaExceeded => StatusCodes.Status507InsufficientStorage,
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>The copy of a ledger, read as C2SP tlog-tiles has it. Clients know by the header that copies are kept here.</summary>
    private async Task AnswerLedgerAsync(HttpContext context, Client client, PeerLedger ledger, string path)
    {
        context.Response.Headers["Archivist-Ledger"] = "1";
        if (HttpMethods.IsPost(context.Request.Method))
        {
            if (context.Request.ContentLength is not (>= 0 and <= PeerLedger.LongestFile and var length))
            {
                context.Response.StatusCode = context.Request.ContentLength is null ? StatusCodes.Status411LengthRequired : StatusCodes.Status413PayloadTooLarge;
                return;
            }

            var content = new byte[length];
            await context.Request.Body.ReadExactlyAsync(content, context.RequestAborted);
            var stored = await ledger.PutAsync(path, content, context.RequestAborted);
            if (StatusOf(stored) is var status and not StatusCodes.Status200OK)
                Refuse(context, client, status, new PeerRefusal.LedgerNotStored(path, stored));
        }
        else if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method))
        {
            context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
        }
        else if (HttpMethods.IsHead(context.Request.Method) && ledger.FindLength(path) is { } there)
        {
            context.Response.ContentLength = there;
        }
        else if (HttpMethods.IsGet(context.Request.Method) && await ledger.ReadAsync(path, context.RequestAborted) is { } bytes)
        {
            context.Response.ContentType = "application/octet-stream";
            context.Response.ContentLength = bytes.Length;
            await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
        }
        else
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
        }
    }

    private async Task RemoveAsync(HttpContext context, Client client, PeerRepository repository, ObjectName name)
    {
        switch (await repository.RemoveAsync(name, context.RequestAborted))
        {
            case PeerRemoval.Missing:
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                break;
            case PeerRemoval.Refused:
                Refuse(context, client, StatusCodes.Status403Forbidden, new PeerRefusal.NotRemoved(name));
                break;
        }
    }

    private async Task CreateAsync(HttpContext context, Client client, PeerRepository repository)
    {
        if (context.Request.Query["create"] != "true")
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
        else if (!await repository.CreateAsync(context.RequestAborted))
            Refuse(context, client, StatusCodes.Status507InsufficientStorage, new PeerRefusal.NotCreated());
    }

    private void Demand(HttpContext context, Client client)
    {
        context.Response.Headers.WWWAuthenticate = "Basic realm=\"archivist\", charset=\"UTF-8\"";
        Refuse(context, client, StatusCodes.Status401Unauthorized, new PeerRefusal.SignInFailed());
    }

    private void Refuse(HttpContext context, Client client, int status, PeerRefusal refusal, TimeSpan? wait = null)
    {
        context.Response.StatusCode = status;
        if (wait is { } pause)
            context.Response.Headers.RetryAfter = ((int)Math.Ceiling(pause.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        _peers.Warn(new PeerRefused(client.Address, client.User, refusal));
    }

    /// <summary>What goes wrong here is none of the client's business, except that the disk is full.</summary>
    private void Fail(HttpContext context, Client client, Exception cause)
    {
        _peers.Warn(new PeerRefused(client.Address, client.User, new PeerRefusal.Failed(Cause.Of(cause))));
        if (context.Response.HasStarted)
            context.Abort();
        else
            context.Response.StatusCode = cause is ArchivistException { Failure: Failure.NoSpace } ? StatusCodes.Status507InsufficientStorage : StatusCodes.Status500InternalServerError;
    }

    /// <summary>Who sent a request.</summary>
    private readonly record struct Client(string Address, string? User);
}
