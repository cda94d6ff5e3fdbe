using Archivist.Operations.Events;
using Archivist.Operations.Keys;
using Archivist.Operations.Listing;
using Archivist.Platform.Problems;
using Archivist.Repository.Stores;
using Archivist.TestKit;

namespace Archivist.Tests.Operations.Keys;

public sealed class KeyOperationsTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly byte[] Second = [.. "several other random words"u8];
    private readonly Bench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task A_second_password_opens_the_repository_until_it_is_removed()
    {
        await _bench.AddRepositoryAsync();
        var added = await new AddKeyOperation(_bench.Environment).RunAsync(
            new AddKeyRequest { Archive = _bench.Access, User = "bob", Host = "desk" }, Operator(question => question is Question.NewPassword ? Second : SampleRepository.Password), None);
        var second = Operator(_ => Second);

        Assert.Equal(("bob", "desk"), (added.Key.Username, added.Key.Hostname));
        var keys = await new ListKeysOperation(_bench.Environment).RunAsync(new ListKeysRequest { Archive = _bench.Access }, second, None);
        Assert.Equal(2, keys.Keys.Count);
        Assert.Equal(added.Key.Id, keys.Keys.Single(key => key.IsCurrent).Id);

        var request = new RemoveKeyRequest { Archive = _bench.Access, Key = added.Key.Id.ToString()[..10] };
        Assert.True((await new RemoveKeyOperation(_bench.Environment).RunAsync(request with { IsDryRun = true }, _bench.Events, None)).IsDryRun);
        Assert.Equal(2, _bench.Count(ObjectKind.Key));
        await new RemoveKeyOperation(_bench.Environment).RunAsync(request, _bench.Events, None);

        Assert.Equal(1, _bench.Count(ObjectKind.Key));
        await Refuses(second);
    }

    [Fact]
    public async Task A_replaced_password_no_longer_opens_the_repository()
    {
        await _bench.AddRepositoryAsync();
        var request = new AddKeyRequest { Archive = _bench.Access, NewPasswordFile = _bench.Folder.Write("new", "several other random words\n"), ReplacesCurrent = true };

        await new AddKeyOperation(_bench.Environment).RunAsync(request, _bench.Events, None);

        Assert.Equal(1, _bench.Count(ObjectKind.Key));
        await Refuses(_bench.Events);
        Assert.Single((await new SnapshotsOperation(_bench.Environment).RunAsync(new SnapshotsRequest { Archive = _bench.Access }, Operator(_ => Second), None)).Snapshots);
    }

    private async Task Refuses(RecordedEvents events)
    {
        var failure = await Assert.ThrowsAsync<ArchivistException>(
            () => new ListKeysOperation(_bench.Environment).RunAsync(new ListKeysRequest { Archive = _bench.Access }, events, None));
        Assert.Equal(Failure.WrongKey, failure.Failure);
    }

    private static RecordedEvents Operator(Func<Question, ReadOnlyMemory<byte>> answer) => new() { Answers = question => new Answer.Secret(answer(question)) };
}
