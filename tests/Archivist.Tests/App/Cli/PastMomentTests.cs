using Archivist.App.Cli;
using Archivist.Platform.Problems;
using Archivist.TestKit;

namespace Archivist.Tests.App.Cli;

/// <summary>Moments of the past as people say them, on Thursday, 31 January 2030, 12:00 UTC.</summary>
public sealed class PastMomentTests
{
    private readonly ManualClock _clock = new(new DateTimeOffset(2030, 1, 31, 12, 0, 0, TimeSpan.Zero));

    [Theory]
    [InlineData("now", "2030-01-31 12:00:00")]
    [InlineData("yesterday 10:00", "2030-01-30 10:00:00")]
    [InlineData("Yesterday  9:05", "2030-01-30 09:05:00")]
    [InlineData("today 08:30", "2030-01-31 08:30:00")]
    [InlineData("08:30", "2030-01-31 08:30:00")]
    [InlineData("14:00", "2030-01-30 14:00:00")] // not yet today
    [InlineData("thursday 10:00", "2030-01-24 10:00:00")] // today is one
    [InlineData("wednesday 10:00", "2030-01-30 10:00:00")]
    [InlineData("friday 10:00", "2030-01-25 10:00:00")]
    [InlineData("yesterday", "2030-01-30 23:59:59")]
    [InlineData("2030-01-29", "2030-01-29 23:59:59")]
    [InlineData("2030-01-29 10:00", "2030-01-29 10:00:00")]
    [InlineData("2030-01-29T10:00:00Z", "2030-01-29 10:00:00")]
    [InlineData("90 minutes ago", "2030-01-31 10:30:00")]
    [InlineData("3 hours ago", "2030-01-31 09:00:00")]
    [InlineData("1 day ago", "2030-01-30 12:00:00")]
    [InlineData("2 weeks ago", "2030-01-17 12:00:00")]
    public void Words_name_a_moment(string text, string expected) =>
        Assert.Equal(expected, PastMoment.Parse(text, _clock).ToDateTimeOffset().ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("")]
    [InlineData("tomorrow 10:00")]
    [InlineData("yesterday 25:00")]
    [InlineData("5 10:00")]
    [InlineData("3 months ago")]
    [InlineData("-3 hours ago")]
    [InlineData("9999999999 weeks ago")]
    [InlineData("999999999 weeks ago")]
    [InlineData("2030-02-30")]
    public void Others_are_refused_with_an_example(string text)
    {
        var failure = Assert.Throws<ArchivistException>(() => PastMoment.Parse(text, _clock));

        Assert.Equal(Failure.Usage, failure.Failure);
    }
}
