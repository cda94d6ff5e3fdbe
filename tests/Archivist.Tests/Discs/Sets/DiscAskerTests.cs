using Archivist.Discs.Catalogue;
using Archivist.Discs.Sets;

namespace Archivist.Tests.Discs.Sets;

public sealed class DiscAskerTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_disc_that_was_asked_for_is_accepted_and_its_records_are_learned()
    {
        var set = await SmallSet.MakeAsync();
        var drive = new FakeDrive("drive", set.Images[0]);
        var requests = new FakeRequests((wanted, waits) =>
        {
            drive.Image = waits == 1 ? null : set.Images[wanted.Volume - 1];
            return true;
        });
        var known = new KnownDiscs();
        using var bay = await OpenAsync(known, drive);

        var came = await new DiscAsker(requests, bay, known).AskAsync(set.Discs[2], 10, Never, Cancellation);

        Assert.True(came);
        Assert.Equal(set.Discs[2].Id, bay[0]?.Record?.Id);
        Assert.Equal(["ask 3", "drive has disc 3 of 3 of test-set (label TEST_3)", "accept disc 3 of 3 of test-set (label TEST_3)"], requests.Said);
        Assert.Equal([set.Discs[0].Id, set.Discs[2].Id], known.Seen.Order());
    }

    [Fact]
    public async Task Another_disc_that_is_wanted_serves_as_well()
    {
        var set = await SmallSet.MakeAsync();
        var drive = new FakeDrive("drive", set.Images[0]);
        var requests = new FakeRequests((_, _) =>
        {
            drive.Image = set.Images[1];
            return true;
        });
        var known = new KnownDiscs();
        using var bay = await OpenAsync(known, drive);

        Assert.True(await new DiscAsker(requests, bay, known).AskForAnyAsync([set.Discs[2], set.Discs[1]], Cancellation));

        Assert.Equal(["ask 3"], requests.Asked);
        Assert.True(known.IsAvailable(set.Discs[2]));
    }

    [Fact]
    public async Task A_disc_that_does_not_come_is_given_up()
    {
        var set = await SmallSet.MakeAsync();
        var known = new KnownDiscs();
        using var bay = await OpenAsync(known, new FakeDrive("drive", set.Images[0]));

        Assert.False(await new DiscAsker(new FakeRequests((_, _) => false), bay, known).AskAsync(set.Discs[1], 0, Never, Cancellation));

        Assert.False(known.IsAvailable(set.Discs[1]));
        Assert.DoesNotContain(known.Available, disc => disc.Id == set.Discs[1].Id);
    }

    [Fact]
    public async Task A_disc_of_another_repository_is_reported_once_and_not_taken()
    {
        var (set, other) = (await SmallSet.MakeAsync(), await SmallSet.MakeAsync(seed: 2));
        var drive = new FakeDrive("drive", set.Images[0]);
        var requests = new FakeRequests((_, waits) =>
        {
            drive.Image = other.Images[1];
            return waits < 3;
        });
        var known = new KnownDiscs();
        using var bay = await OpenAsync(known, drive);

        Assert.False(await new DiscAsker(requests, bay, known).AskAsync(set.Discs[1], 0, Never, Cancellation));

        Assert.Single(requests.Said, line => line.Contains("of another repository", StringComparison.Ordinal));
        Assert.Null(bay[0]);
    }

    [Fact]
    public async Task Nobody_is_asked_where_no_disc_can_be_exchanged()
    {
        var set = await SmallSet.MakeAsync();
        var requests = new FakeRequests((_, _) => throw new InvalidOperationException("Nobody is to be asked."));
        var known = new KnownDiscs();
        using var bay = await OpenAsync(known, new FakeDrive("image", set.Images[0]) { IsFixed = true });

        Assert.False(await new DiscAsker(requests, bay, known).AskAsync(set.Discs[1], 0, Never, Cancellation));

        Assert.Empty(requests.Said);
        Assert.NotNull(bay[0]);
        Assert.False(known.IsAvailable(set.Discs[1]));
    }

    private static Task<bool> Never(FoundDisc disc) => Task.FromResult(false);

    private static async Task<DriveBay> OpenAsync(KnownDiscs known, FakeDrive drive)
    {
        var bay = new DriveBay([drive], known);
        Assert.Empty(await bay.OpenAsync(Cancellation));
        return bay;
    }
}
