using Archivist.Reports.Wording;

namespace Archivist.Tests.Reports.Wording;

public sealed class HumanTests
{
    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(1023, "1023 B")]
    [InlineData(1024, "1.00 KiB")]
    [InlineData(4_700_372_992, "4.38 GiB")]
    [InlineData(long.MaxValue, "8192.00 PiB")]
    public void Bytes_are_in_powers_of_1024_and_never_break_a_line(long bytes, string text)
    {
        Assert.DoesNotContain(' ', Human.Bytes(bytes));
        Assert.Equal(text, Plain(Human.Bytes(bytes)));
    }

    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(999, "999 B")]
    [InlineData(1_500, "1.5 kB")]
    [InlineData(737_280_000, "737.3 MB")]
    [InlineData(4_700_372_992, "4.70 GB")]
    [InlineData(4_000_787_030_016, "4.00 TB")]
    public void Capacities_have_the_units_of_a_label(long bytes, string text) => Assert.Equal(text, Plain(Human.Capacity(bytes)));

    [Theory]
    [InlineData(125, "2\u202fmin 5\u202fs")]
    [InlineData(double.NaN, "unknown")]
    [InlineData(-1, "unknown")]
    public void Durations_never_break_between_a_number_and_its_unit(double seconds, string text) => Assert.Equal(text, Human.Duration(seconds));

    [Fact]
    public void Times_name_their_zone()
    {
        var noon = new DateTimeOffset(2026, 11, 22, 12, 5, 0, TimeSpan.Zero);

        Assert.Equal("22 November 2026, 12:05 UTC", Human.Moment(noon));
        Assert.Equal("13:05 UTC+01:00", Human.Clock(noon.ToOffset(TimeSpan.FromHours(1))));
        Assert.Equal("Sunday 22 November 2026", Human.Day(noon));
    }

    private static string Plain(string text) => text.Replace('\u202f', ' ');
}
