using Archivist.Replicas.Auditing;

namespace Archivist.Tests.Replicas.Auditing;

public sealed class DetectionBoundTests
{
    [Theory]
    [InlineData(0.10, 0.95, 29)]
    [InlineData(0.10, 0.99, 44)]
    [InlineData(0.10, 0.999, 66)]
    [InlineData(0.01, 0.95, 299)]
    [InlineData(0.01, 0.99, 459)]
    [InlineData(0.01, 0.999, 688)]
    [InlineData(0.001, 0.95, 2995)]
    [InlineData(0.001, 0.99, 4603)]
    [InlineData(0.001, 0.999, 6905)]
    [InlineData(1, 0.99, 1)]
    public void Samples_for_a_share_and_a_probability(double share, double probability, int samples) =>
        Assert.Equal(samples, DetectionBound.Samples(share, probability));

    [Fact]
    public void The_three_figures_agree()
    {
        Assert.Equal(0.99, DetectionBound.Probability(16, DetectionBound.Share(16, 0.99)), 12);
        Assert.InRange(DetectionBound.Probability(16, 0.25), 0.98, 0.995);
        Assert.Equal((1d, 0d), (DetectionBound.Share(0, 0.99), DetectionBound.Probability(0, 0.5)));
    }
}
