using System.Net;
using System.Xml;
using Amazon.Runtime;
using Archivist.Platform.Problems;
using Archivist.Replicas.Problems;
using Archivist.Replicas.Stores.Http;
using Archivist.Repository.Stores;

namespace Archivist.Replicas.Stores.S3;

public sealed partial class S3Store
{
    private ProgressWatch Watch() => new(_patience, _clock, CancellationToken.None);

    private async Task<S3Client> ConnectAsync(CancellationToken cancellationToken)
    {
        await _connecting.WaitAsync(cancellationToken);
        try
        {
            if (_client is not null)
                return _client;
            var credentials = await _access.FindCredentialsAsync(cancellationToken) ?? throw new ArchivistException(new CredentialsMissing(Location));
            return _client = S3Client.Create(_at, _access, credentials, _connections);
        }
        finally
        {
            _connecting.Release();
        }
    }

    /// <summary>Makes one request through the SDK.</summary>
    /// <exception cref="S3FaultException">It failed.</exception>
    private async Task<T> CallAsync<T>(S3Exchange exchange, Func<S3Client, CancellationToken, Task<T>> call, CancellationToken cancellationToken)
    {
        var client = await ConnectAsync(cancellationToken);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(exchange.Watch.Token, cancellationToken);
        S3Exchange.Current = exchange;
        try
        {
            stop.Token.ThrowIfCancellationRequested();
            return await call(client, stop.Token);
        }
        catch (Exception) when (exchange.Body?.Failure is not null)
        {
            // Not the connection broke but the content.
            exchange.Body.Failure.Throw();
            throw;
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw;
        }
        catch (Exception cause) when (FaultOf(cause, exchange.Watch) is not null)
        {
            throw FaultOf(cause, exchange.Watch)!;
        }
    }

    /// <summary>What a failure of the SDK was below; null when it is a bug.</summary>
    private static S3FaultException? FaultOf(Exception failure, ProgressWatch watch)
    {
        for (var cause = failure; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                case S3FaultException fault:
                    return fault;
                case XmlException or AmazonUnmarshallingException:
                    return new S3FaultException(new ServerFault.BucketListingInvalid(), isTransient: false, failure);
                case AmazonServiceException { ErrorCode.Length: > 0 } refused:
                    // An answer of success that has an error in it, as to the end of an upload in parts.
                    return new S3FaultException(new ServerFault.Rejected((int)refused.StatusCode, refused.ErrorCode), isTransient: true, failure);
                case OperationCanceledException or TimeoutException:
                    return new S3FaultException(watch.HasStalled ? new ServerFault.Silent() : new ServerFault.Disconnected(), isTransient: true, failure);
                case HttpRequestException or IOException when watch.HasStalled:
                    return new S3FaultException(new ServerFault.Silent(), isTransient: true, failure);
                case HttpRequestException or IOException:
                    return new S3FaultException(new ServerFault.Disconnected(), isTransient: true, failure);
            }
        }

        return null;
    }

    /// <summary>An answer to HEAD has no body that could say why; the same request for a byte has one.</summary>
    private async Task<S3FaultException> ExplainAsync(S3FaultException failure, ObjectName name, CancellationToken cancellationToken)
    {
        if (failure is not { Status: (int)HttpStatusCode.Forbidden or (int)HttpStatusCode.BadRequest, Code: "" })
            return failure;
        using var watch = Watch();
        var exchange = new S3Exchange(watch) { IsObjectWanted = true };
        try
        {
            await GetAsync(exchange, _at.KeyOf(name), new ByteRange(0, 1), cancellationToken);
            exchange.Answer?.Dispose();
            return failure;
        }
        catch (S3FaultException known)
        {
            return known.Status == failure.Status ? known : failure;
        }
    }

    private ArchivistException Fail(Asked asked, S3FaultException failure)
    {
        // The store behind it shows a reader that it may not write, and need not.
        var cause = failure.Fault is ServerFault.AccessDenied ? new UnauthorizedAccessException($"answer {failure.Status}", failure) : (Exception)failure;
        return new ArchivistException(
            S3Faults.IsFull(failure) ? new ServerFull(Location, asked.Action, asked.Name) : new ServerFailed(Location, asked.Action, asked.Name, failure.Fault),
            new StoreFailureException(failure.Fault.ToString(), failure.IsTransient, failure.Fault is ServerFault.Silent, failure.RetryAfter, cause));
    }

    private ArchivistException Broken(Asked asked, bool isSilent, Exception cause) => new(
        new ServerFailed(Location, asked.Action, asked.Name, isSilent ? new ServerFault.Stalled() : new ServerFault.Disconnected()),
        new StoreFailureException(cause.Message, isTransient: true, isSilent, cause: cause));

    /// <summary>The purpose of a request.</summary>
    private readonly record struct Asked(ServerAction Action, string Name)
    {
        internal Asked(ServerAction action, ObjectName name)
            : this(action, RepositoryLayout.PathOf(name))
        {
        }
    }
}
