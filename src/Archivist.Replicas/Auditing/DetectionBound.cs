namespace Archivist.Replicas.Auditing;

/// <summary>What a random sample proves: n samples find damage of a share f of the bytes with probability 1 - (1 - f)^n.</summary>
public static class DetectionBound
{
    /// <summary>The probability that at least one of the samples hits damage.</summary>
    /// <param name="samples">Independent samples, 0 or more.</param>
    /// <param name="share">The damaged share, 0 to 1.</param>
    public static double Probability(int samples, double share) => 1 - Math.Pow(1 - share, samples);

    /// <summary>The smallest damaged share that is found with at least a probability; 1 without samples.</summary>
    /// <param name="samples">Independent samples, 0 or more.</param>
    /// <param name="probability">0 to below 1.</param>
    public static double Share(int samples, double probability) => samples == 0 ? 1 : 1 - Math.Pow(1 - probability, 1.0 / samples);

    /// <summary>How many samples find damage of a share with at least a probability.</summary>
    /// <param name="share">The damaged share, above 0 to 1.</param>
    /// <param name="probability">0 to below 1.</param>
    public static int Samples(double share, double probability) =>
        share >= 1 ? 1 : (int)Math.Ceiling(Math.Log(1 - probability) / Math.Log(1 - share) - 1e-9);
}
