using Archivist.Platform.Problems;
using Archivist.Repository.Stores;

namespace Archivist.Replicas.Reading;

/// <summary>
/// Decides which copy is asked, and keeps what is known of each. Requests wait here and not at a copy, so that they go to the copy that turns out to be the best. Thread-safe.
/// </summary>
internal sealed class CopyQueue
{
    /// <summary>Without a measurement a local copy is taken for fast.</summary>
    private const double LocalRate = 500e6;
    private static readonly TimeSpan LocalLatency = TimeSpan.FromMilliseconds(1);

    /// <summary>A distant copy is hardly worth a trial where there is a local one.</summary>
    private const double RateBesideLocal = 5e6, DistantRate = 10e6;
    private static readonly TimeSpan LatencyBesideLocal = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan DistantLatency = TimeSpan.FromMilliseconds(50);

    private readonly Lock _gate = new();
    private readonly LinkedList<Waiter> _waiting = [];
    private readonly ReadingOrder _order;
    private readonly TimeProvider _clock;
    private readonly HedgeBudget _budget = new();
    private readonly DeliveryLog _deliveries = new();

    internal CopyQueue(IReadOnlyList<ReadingCopy> copies, ReadingOrder order, TimeProvider clock)
    {
        (_order, _clock) = (order, clock);
        var hasLocal = copies.Any(copy => copy.Source.Traits.IsLocal);
        Copies = [.. copies.Select((copy, place) => new CopyState(copy, place, CostOf(copy), PaceOf(copy, hasLocal), clock))];
    }

    /// <summary>In the order of the list.</summary>
    internal IReadOnlyList<CopyState> Copies { get; }

    /// <summary>Bytes that were read twice.</summary>
    internal long BytesReadTwice
    {
        get
        {
            lock (_gate)
                return _budget.Spent;
        }
    }

    /// <summary>Waits until the best copy for this has room, and begins a request to it; null when no copy is left to ask.</summary>
    internal async Task<CopyTurn?> BeginAsync(CopyNeed need, CancellationToken cancellationToken)
    {
        Waiter waiter;
        lock (_gate)
        {
            if (need.Excluded.Count == 0)
                _budget.Want(need.Size);
            waiter = new Waiter(need);
            _waiting.AddLast(waiter);
            Dispatch();
        }

        await using var stopping = cancellationToken.Register(() => Withdraw(waiter, cancellationToken));
        return await waiter.Turn.Task;
    }

    /// <summary>Begins a second request for what is late, to the next best copy; null when none has room, or the budget forbids it.</summary>
    internal CopyTurn? TryHedge(CopyNeed need, CopyTurn late)
    {
        lock (_gate)
        {
            return Best(need, late.State) is { HasRoom: true, IsAside: false } best && _budget.TryReserve(need.Size) ? Begin(best, need) : null;
        }
    }

    /// <summary>Whether a late request is better given up, because another copy with room would still be finished much earlier, and few bytes would be lost.</summary>
    internal bool ShouldGiveUp(CopyNeed need, CopyTurn late)
    {
        lock (_gate)
        {
            if (Best(need, late.State) is not { HasRoom: true, IsAside: false } best)
                return false;
            var elapsed = _clock.GetElapsedTime(late.StartedAt).TotalSeconds;
            var left = late.Received == 0 ? double.MaxValue : (need.Size - late.Received) * elapsed / late.Received;
            if (best.Pace.Expect(best.Outstanding + need.Size).TotalSeconds * 2 >= left || !_budget.TryReserve(late.Received))
                return false;
            _budget.Settle(late.Received, late.Received);
            return true;
        }
    }

    /// <summary>Ends the reservation of <see cref="TryHedge"/>: these bytes came for nothing.</summary>
    internal void Settle(CopyNeed need, long unused)
    {
        lock (_gate)
            _budget.Settle(need.Size, unused);
    }

    /// <summary>Time passed: what is silent is slow, and those that wait may go elsewhere.</summary>
    internal void OnTick()
    {
        lock (_gate)
        {
            foreach (var copy in Copies)
                copy.Pace.OnTick();
            Dispatch();
        }
    }

    internal void OnBytes(CopyTurn turn, int bytes)
    {
        lock (_gate)
        {
            if (turn.Received == 0 && turn.Need.Size > 0)
                turn.State.Pace.OnFirstByte(_clock.GetElapsedTime(turn.StartedAt));
            turn.Received += bytes;
            var known = Math.Min(bytes, turn.Outstanding);
            turn.Outstanding -= known;
            turn.State.Outstanding -= known;
            turn.State.Pace.OnBytes(turn.Need.Size, bytes);
        }
    }

    /// <summary>A request came to its end, and its bytes are used.</summary>
    internal void OnUsed(CopyTurn turn) => End(turn, () =>
    {
        turn.State.OnAnswered();
        if (turn.Need.Size > 0)
            turn.State.Pace.OnFinished(turn.Expected, _clock.GetElapsedTime(turn.StartedAt));
        else if (turn.Received < PieceStream.PieceSize / 16)
            turn.State.Pace.OnFirstByte(_clock.GetElapsedTime(turn.StartedAt));
        turn.State.BytesUsed += turn.Received;
        _deliveries.Add(turn.Need.Name, turn.Need.Offset, turn.Received, turn.State);
    });

    /// <summary>Another copy was faster. One that brought nothing at all is set aside.</summary>
    internal void OnLost(CopyTurn turn) => End(turn, () =>
    {
        turn.State.BytesUnused += turn.Received;
        if (turn.Received == 0)
            turn.State.OnFailed(null);
    });

    /// <summary>It was stopped from outside, which says nothing about the copy.</summary>
    internal void OnStopped(CopyTurn turn) => End(turn, () => turn.State.BytesUnused += turn.Received);

    internal void OnFailed(CopyTurn turn, Exception failure) => End(turn, () =>
    {
        turn.State.BytesUnused += turn.Received;
        switch (failure)
        {
            case ObjectMissingException when turn.Need.Name.Kind is ObjectKind.Pack:
                turn.State.OnMissing(turn.Need.Name);
                break;
            case ObjectMissingException:
                break;
            case EndOfStreamException:
                turn.State.OnDoubtful(turn.Need.Name);
                break;
            case WrongBytesException:
                turn.State.OnWrong(turn.Need.Name);
                break;
            default:
                turn.State.OnFailed(Cause.Of(failure));
                break;
        }
    });

    /// <summary>Notes that bytes were wrong; see <see cref="ICopyChoice.Reject"/>.</summary>
    internal void Reject(ObjectName name, ByteRange range, CopyState? copy)
    {
        lock (_gate)
        {
            var end = range.Offset + (range.Length ?? 0);
            if (copy is not null)
            {
                copy.OnWrong(name, range.Offset, end);
                return;
            }

            // Of two that delivered parts of it one may be right.
            var suspects = _deliveries.Find(name, range.Offset, end);
            foreach (var suspect in suspects)
            {
                if (suspects.Count == 1)
                    suspect.OnWrong(name);
                else
                    suspect.OnDoubtful(name);
            }
        }
    }

    /// <summary>Whether a copy is known not to have an object.</summary>
    internal bool Lacks(ReadingCopy copy, ObjectName name)
    {
        lock (_gate)
            return Copies.First(state => ReferenceEquals(state.Copy, copy)).Lacks(name);
    }

    internal IReadOnlyList<CopyShare> Shares()
    {
        lock (_gate)
            return [.. Copies.Select(copy => copy.Share())];
    }

    private void End(CopyTurn turn, Action note)
    {
        lock (_gate)
        {
            if (turn.IsOver)
                return;
            turn.IsOver = true;
            turn.State.End(turn.Need.Size, turn.Outstanding);
            note();
            Dispatch();
        }
    }

    private void Withdraw(Waiter waiter, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (!_waiting.Remove(waiter))
                return;
        }

        waiter.Turn.TrySetCanceled(cancellationToken);
    }

    /// <summary>Gives room to those that wait, the first first. One that waits for a busy copy makes its queue longer for those behind.</summary>
    private void Dispatch()
    {
        var ahead = new long[Copies.Count];
        for (var node = _waiting.First; node is not null;)
        {
            var (waiter, next) = (node.Value, node.Next);
            var best = Best(waiter.Need, except: null, ahead);
            if (best is { HasRoom: false })
            {
                ahead[best.Place] += waiter.Need.Size;
            }
            else
            {
                _waiting.Remove(node);
                waiter.Turn.SetResult(best is null ? null : Begin(best, waiter.Need));
            }

            node = next;
        }
    }

    private CopyTurn Begin(CopyState copy, CopyNeed need)
    {
        var expected = copy.Pace.Expect(copy.Outstanding + need.Size);
        copy.Begin(need.Size);
        return new CopyTurn(copy, need, expected, _clock.GetTimestamp());
    }

    private CopyState? Best(CopyNeed need, CopyState? except, long[]? ahead = null)
    {
        CopyState? best = null;
        (int Trust, decimal Cost, TimeSpan Finish, int Place) least = default;
        foreach (var copy in Copies)
        {
            if (copy == except || need.Excluded.Contains(copy) || copy.Lacks(need.Name) || copy.IsWrong(need.Name, need.Offset, need.End))
                continue;
            var rank = (TrustIn(copy, need.Name), CostRank(copy), FinishOf(copy, need, ahead), copy.Place);
            if (best is null || rank.CompareTo(least) < 0)
                (best, least) = (copy, rank);
        }

        return best;
    }

    /// <summary>0 for a copy that nothing speaks against.</summary>
    private static int TrustIn(CopyState copy, ObjectName name) => (copy.IsDoubtful(name) ? 4 : 0) + (copy.IsDistrusted ? 2 : 0) + (copy.IsAside ? 1 : 0);

    private decimal CostRank(CopyState copy) => _order switch
    {
        ReadingOrder.Cheapest => copy.Cost,
        ReadingOrder.Listed => copy.Place,
        _ => 0,
    };

    private static TimeSpan FinishOf(CopyState copy, CopyNeed need, long[]? ahead) => copy.Pace.Expect(copy.Outstanding + need.Size + (ahead?[copy.Place] ?? 0));

    /// <summary>Without a price what is local is cheapest, and others follow those with a price.</summary>
    private static decimal CostOf(ReadingCopy copy) => copy.PricePerGiB ?? (copy.Source.Traits.IsLocal ? 0 : decimal.MaxValue);

    private Pace PaceOf(ReadingCopy copy, bool hasLocal) => (copy.Source.Traits.IsLocal, hasLocal) switch
    {
        (true, _) => new Pace(_clock, LocalLatency, LocalRate),
        (_, true) => new Pace(_clock, LatencyBesideLocal, RateBesideLocal),
        _ => new Pace(_clock, DistantLatency, DistantRate),
    };

    private sealed record Waiter(CopyNeed Need)
    {
        /// <summary>Its continuations run elsewhere, for it is completed under the lock.</summary>
        internal TaskCompletionSource<CopyTurn?> Turn { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
