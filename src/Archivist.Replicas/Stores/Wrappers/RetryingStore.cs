using System.Runtime.CompilerServices;
using Archivist.Platform.Problems;
using Archivist.Repository.Crypto;
using Archivist.Repository.Stores;

namespace Archivist.Replicas.Stores.Wrappers;

/// <summary>
/// Retries what failed for a transient reason (<see cref="StoreFailureException.IsTransient"/>), at most five times: exponential back-off with full jitter, so that many
/// clients do not come back at once. A server that stays silent is asked once more and then not again for some minutes: each further object would cost a
/// whole time-out. Thread-safe.
/// </summary>
/// <param name="inner">The store to retry; the caller keeps ownership of it.</param>
/// <param name="clock">Runs the pauses.</param>
/// <param name="random">Draws the jitter; must not be shared, because it is not thread-safe.</param>
public sealed partial class RetryingStore(IObjectStore inner, TimeProvider clock, Random random) : DelegatingStore(inner)
{
    private const int Attempts = 6;
    private const int AttemptsWhenSilent = 2;
    private const int MostReplacements = 2;

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan LongestAskedFor = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(5);

    private readonly Lock _gate = new();
    private Exception? _silence;
    private long _silentSince;

    /// <summary>Retries with jitter from a randomly seeded generator.</summary>
    public RetryingStore(IObjectStore inner, TimeProvider clock)
        : this(inner, clock, new Random())
    {
    }

    /// <inheritdoc/>
    /// <remarks>An object that an earlier attempt left torn is removed and put again; see <see cref="TornObject"/> for a store that refuses that.</remarks>
    public override async Task PutAsync(ObjectName name, IReplayableContent content, CancellationToken cancellationToken)
    {
        for (var replaced = 0; ; replaced++)
        {
            var attempts = 0;
            try
            {
                await RunAsync<object?>(
                    async () =>
                    {
                        attempts++;
                        await Inner.PutAsync(name, content, cancellationToken);
                        return null;
                    },
                    cancellationToken);
                return;
            }
            catch (ObjectExistsException) when (attempts > 1)
            {
                // An earlier attempt arrived, and only its answer was lost; or it arrived cut.
                var isWhole = await TornObject.IsWholeAsync(this, name, content, cancellationToken);
                if (isWhole is true)
                    return;
                if (isWhole is null || replaced == MostReplacements)
                    throw;
                await TornObject.RemoveAsync(this, name, content.Length, cancellationToken);
            }
        }
    }

    /// <inheritdoc/>
    public override async Task<Stream> OpenAsync(ObjectName name, ByteRange range, CancellationToken cancellationToken)
    {
        var first = await RunAsync(() => Inner.OpenAsync(name, range, cancellationToken), cancellationToken);
        return new ResumingStream(this, first, name, range);
    }

    /// <inheritdoc/>
    public override Task<long?> FindLengthAsync(ObjectName name, CancellationToken cancellationToken) =>
        RunAsync(() => Inner.FindLengthAsync(name, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public override async IAsyncEnumerable<StoredObject> ListAsync(ObjectKind kind, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var seen = new List<Digest>();
        for (var attempt = 1; ; attempt++)
        {
            RequireAnswering();
            Exception? broken = null;
            var passed = seen.Count == 0 ? null : seen.ToHashSet();
            await using var entries = Inner.ListAsync(kind, cancellationToken).GetAsyncEnumerator(cancellationToken);
            while (true)
            {
                try
                {
                    if (!await entries.MoveNextAsync())
                        break;
                }
                catch (Exception failure) when (MayRepeat(failure, attempt))
                {
                    broken = failure;
                    break;
                }

                if (passed?.Contains(entries.Current.Name.Id) is true)
                    continue;
                seen.Add(entries.Current.Name.Id);
                yield return entries.Current;
            }

            if (broken is null)
                yield break;
            await PauseAsync(broken, attempt, cancellationToken);
        }
    }

    /// <inheritdoc/>
    protected override IObjectSource Wrap(IObjectSource copy) => new RetryingStore(ReadOnlyStore.Over(copy), clock);

    /// <inheritdoc/>
    public override Task RemoveAsync(ObjectName name, CancellationToken cancellationToken) => RunAsync<object?>(
        async () =>
        {
            await Inner.RemoveAsync(name, cancellationToken);
            return null;
        },
        cancellationToken);

    private async Task<T> RunAsync<T>(Func<Task<T>> work, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            RequireAnswering();
            try
            {
                return await work();
            }
            catch (Exception failure) when (MayRepeat(failure, attempt))
            {
                await PauseAsync(failure, attempt, cancellationToken);
            }
        }
    }

    private bool MayRepeat(Exception failure, int attempt)
    {
        if (StoreFailureException.FindIn(failure) is not { IsTransient: true } cause)
            return false;
        if (attempt < (cause.IsSilent ? AttemptsWhenSilent : Attempts))
            return true;
        if (cause.IsSilent)
        {
            lock (_gate)
                (_silence, _silentSince) = (failure, clock.GetTimestamp());
        }

        return false;
    }

    private void RequireAnswering()
    {
        lock (_gate)
        {
            if (_silence is null)
                return;
            if (clock.GetElapsedTime(_silentSince) >= Silence)
                _silence = null;
            else
                throw Again(_silence);
        }
    }

    private static Exception Again(Exception silence)
    {
        var before = new StoreFailureException("silent before", isTransient: false);
        return silence is ArchivistException known ? new ArchivistException(known.Problem, before) : before;
    }

    private Task PauseAsync(Exception failure, int attempt, CancellationToken cancellationToken)
    {
        var longest = FirstPause * Math.Pow(2, attempt - 1);
        if (longest > LongestPause)
            longest = LongestPause;
        TimeSpan pause;
        lock (_gate)
            pause = longest * random.NextDouble();
        if (StoreFailureException.FindIn(failure)?.RetryAfter is { } asked && asked > pause)
            pause = asked < LongestAskedFor ? asked : LongestAskedFor;
        return Task.Delay(pause, clock, cancellationToken);
    }

    /// <summary>Goes on behind the last byte that came when a body is cut.</summary>
    private sealed class ResumingStream(RetryingStore store, Stream first, ObjectName name, ByteRange range) : WrappingStream(first)
    {
        /// <summary>The number of bytes after which the attempts are counted from the start again, so that a server that breaks after every byte is not retried indefinitely.</summary>
        private const long Progress = 1 << 20;

        private Stream _current = first;
        private long _done, _doneAtFailure;
        private int _attempt;

        public override int Read(Span<byte> buffer)
        {
            var read = _current.Read(buffer);
            _done += read;
            return read;
        }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            while (true)
            {
                try
                {
                    var read = await _current.ReadAsync(buffer, cancellationToken);
                    _done += read;
                    return read;
                }
                catch (Exception failure) when (store.MayRepeat(failure, CountAttempt()))
                {
                    await store.PauseAsync(failure, _attempt, cancellationToken);
                }

                await _current.DisposeAsync();
                store.RequireAnswering();
                _current = await store.RunAsync(() => store.Inner.OpenAsync(name, Left(), cancellationToken), cancellationToken);
            }
        }

        private int CountAttempt()
        {
            if (_done - _doneAtFailure >= Progress)
                _attempt = 0;
            _doneAtFailure = _done;
            return ++_attempt;
        }

        private ByteRange Left() => _done == 0 ? range : new ByteRange(range.Offset + _done, range.Length - _done);

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                _current.Dispose();
            base.Dispose(disposing);
        }
    }
}
