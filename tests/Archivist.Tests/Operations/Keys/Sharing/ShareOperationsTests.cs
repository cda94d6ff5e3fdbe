using System.Text;
using Archivist.Keys.Problems;
using Archivist.Keys.Shares;
using Archivist.Operations.Events;
using Archivist.Operations.Keys;
using Archivist.Operations.Keys.Sharing;
using Archivist.Operations.Problems;
using Archivist.Operations.Reviewing;
using Archivist.Platform.Problems;
using Archivist.TestKit;

namespace Archivist.Tests.Operations.Keys.Sharing;

public sealed class ShareOperationsTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly Bench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task What_three_of_five_holders_combine_opens_the_repository()
    {
        await _bench.AddRepositoryAsync();
        var made = await ShareAsync();
        var password = (await CombineAsync([.. made.Groups[0].Skip(2)])).Password;

        Assert.Equal(64, password.Length);
        var keys = await new ListKeysOperation(_bench.Environment).RunAsync(
            new ListKeysRequest { Archive = _bench.Access }, new RecordedEvents { Answers = _ => new Answer.Secret(Encoding.ASCII.GetBytes(password)) }, None);
        var used = Assert.Single(keys.Keys, key => key.IsCurrent);
        Assert.Equal((made.Key.Id, "shares", made.Set.Words.Replace(' ', '-')), (used.Id, used.Username, used.Hostname));
        var problem = (await Assert.ThrowsAsync<ArchivistException>(() => CombineAsync([.. made.Groups[0].Take(2)]))).Problem;
        Assert.Equal([new GroupNeed(1, 2, 3)], Assert.IsType<SharesMissing>(problem).Groups);
    }

    [Fact]
    public async Task Asked_one_by_one_a_wrong_share_is_reported_and_asked_for_again()
    {
        await _bench.AddRepositoryAsync();
        var shares = (await ShareAsync()).Groups[0];
        var typed = new Queue<string>([shares[0].Mnemonic, shares[1].Mnemonic + " academic", shares[1].Mnemonic, shares[1].Mnemonic, shares[4].Mnemonic]);
        var events = new RecordedEvents { Answers = _ => new Answer.Secret(Encoding.ASCII.GetBytes(typed.Dequeue())) };

        var result = await new CombineSharesOperation(_bench.Environment).RunAsync(new SharesRequest { Shares = [] }, events, None);

        Assert.Equal((await CombineAsync([.. shares.Take(3)])).Password, result.Password);
        Assert.Empty(typed);
        Assert.DoesNotContain(result.Password, result.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Status_counts_the_set_up_as_finished_once_every_share_was_read_back_and_forgets_a_key_that_was_removed()
    {
        _bench.UseSettings();
        await _bench.AddRepositoryAsync(_bench.Folder.At("repository"));
        await _bench.BeginLedgerAsync();
        var made = await ShareAsync();
        Assert.Equal((0, false), await TallyAsync());
        Assert.DoesNotContain(made.Groups[0][0].Mnemonic.Split(' ')[5..8].Aggregate((a, b) => $"{a} {b}"), await _bench.ReadLedgerAsync(), StringComparison.Ordinal);

        await TestAsync([.. made.Groups[0].Take(4)]);
        Assert.Equal((4, false), await TallyAsync());
        _bench.Clock.Advance(TimeSpan.FromDays(86));
        var last = await TestAsync([made.Groups[0][4]]);
        Assert.True(Assert.Single(last.Shares).IsKnown);
        Assert.Equal((5, true), await TallyAsync());
        _bench.Clock.Advance(TimeSpan.FromDays(15));
        Assert.Contains((await StatusAsync()).Needs, need => need is SharesNotTested { Due: 4, Shares: 5, IsFinished: true });

        await new RemoveKeyOperation(_bench.Environment).RunAsync(new RemoveKeyRequest { Archive = _bench.Access, Key = made.Key.Id.ToString() }, _bench.Events, None);
        Assert.Empty((await StatusAsync()).SharedKeys);
    }

    [Fact]
    public async Task A_forged_share_of_a_known_set_is_not_good_and_is_not_remembered()
    {
        _bench.UseSettings();
        await _bench.AddRepositoryAsync(_bench.Folder.At("repository"));
        await _bench.BeginLedgerAsync();
        var made = (await ShareAsync()).Groups[0][1];
        var forged = new Share(made.Set, 0, 1, 3, new byte[32]);

        var result = await TestAsync([forged]);

        Assert.Equal(Failure.Failed, result.Verdict);
        Assert.IsType<ShareNotMade>(Assert.IsType<ShareRefused>(Assert.Single(result.Shares).Wrong).Because);
        Assert.Equal((0, false), await TallyAsync());
    }

    [Fact]
    public void Shares_are_one_in_a_line_or_one_in_a_paragraph()
    {
        var words = string.Join(' ', Enumerable.Repeat("academic", 20));
        Assert.Equal(2, GivenShare.In("file", $"{words}\n{words}\n").Count);
        var rows = Assert.Single(GivenShare.In("file", "\n academic acid\nacne \n\n"));
        Assert.Equal(("file", "academic acid\nacne"), (rows.Name, rows.Text));
        Assert.Empty(GivenShare.In("file", "\n \n"));
    }

    private Task<ShareKeyResult> ShareAsync() =>
        new ShareKeyOperation(_bench.Environment).RunAsync(new ShareKeyRequest { Archive = _bench.Access, Groups = [new ShareGroup(3, 5)] }, _bench.Events, None);

    private Task<CombineSharesResult> CombineAsync(IReadOnlyList<Share> shares) => new CombineSharesOperation(_bench.Environment).RunAsync(Given(shares), _bench.Events, None);

    private Task<TestSharesResult> TestAsync(IReadOnlyList<Share> shares) => new TestSharesOperation(_bench.Environment).RunAsync(Given(shares), _bench.Events, None);

    private SharesRequest Given(IReadOnlyList<Share> shares) => new() { Archive = _bench.Access, Shares = [.. shares.Select(share => new GivenShare("a share", share.Mnemonic))] };

    private Task<StatusResult> StatusAsync() => new StatusOperation(_bench.Environment).RunAsync(new StatusRequest { Archive = _bench.Access }, _bench.Events, None);

    private async Task<(int Good, bool IsFinished)> TallyAsync() => Assert.Single((await StatusAsync()).SharedKeys) is var key ? (key.Good, key.IsFinished) : default;
}
