using Archivist.Platform.Text;

namespace Archivist.Tests.Platform.Text;

public sealed class QuantityTests
{
    [Theory]
    [InlineData(0, "0.0 s")]
    [InlineData(9.94, "9.9 s")]
    [InlineData(9.95, "10 s")]
    [InlineData(59.4, "59 s")]
    [InlineData(59.6, "1 min")]
    [InlineData(125, "2 min 5 s")]
    [InlineData(150, "2 min 30 s")]
    [InlineData(3599.6, "1 h")]
    [InlineData(3780, "1 h 3 min")]
    [InlineData(90_000, "1 d 1 h")]
    public void Durations_have_two_units_at_most(double seconds, string text) => Assert.Equal(text, Quantity.Duration(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData(1, 2, 150, ", 2 min 30 s left")]
    [InlineData(0, 2, 150, "")]
    [InlineData(2, 2, 150, "")]
    public void The_time_left_follows_from_the_average_speed(long done, long total, double seconds, string text) =>
        Assert.Equal(text, Quantity.Remaining(done, total, TimeSpan.FromSeconds(seconds)));
}
