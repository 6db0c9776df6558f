#include "ui/explore/execution_tree.h"

#include <QtTest>

namespace interleave::explore {

class TestExecutionTree : public QObject
{
    Q_OBJECT

private slots:
    void nothingHasNoTree();
    void oneExecutionIsOneLeaf();
    void executionsPartWhereTheyDiffer();
    void equalPicksAreRowsOfTheirOwn();
    void everyRowIsALeafOnce();

private:
    static session::ShownExecution execution(std::vector<std::uint16_t> picks)
    {
        session::ShownExecution made;
        made.picks = std::move(picks);
        return made;
    }
};

void TestExecutionTree::nothingHasNoTree()
{
    QVERIFY(treeOf({}).nodes.empty());
    QVERIFY(treeOf({execution({})}).rows.empty());
}

void TestExecutionTree::oneExecutionIsOneLeaf()
{
    const ExecutionTree tree = treeOf({execution({0, 1, 0})});
    QCOMPARE(tree.nodes.size(), std::size_t(1));
    QVERIFY(tree.nodes[0].isLeaf());
    QCOMPARE(tree.mostChoices, 0U);
}

void TestExecutionTree::executionsPartWhereTheyDiffer()
{
    // 0 0 1 1, 0 0 1 2, 0 2 1: two part at the second pick, two of them again at the fourth.
    const ExecutionTree tree = treeOf({execution({0, 2, 1}), execution({0, 0, 1, 2}), execution({0, 0, 1, 1})});
    QCOMPARE(tree.rows, (std::vector<std::size_t>{2, 1, 0}));
    QCOMPARE(tree.nodes.size(), std::size_t(5));
    QCOMPARE(tree.mostChoices, 2U);
    QCOMPARE(tree.nodes[1].choices, 1U);
    QCOMPARE(tree.nodes[1].from, std::size_t(0));
    QCOMPARE(tree.nodes[1].to, std::size_t(2));
    QCOMPARE(ExecutionTree::middle(tree.nodes[1]), 0.5);
    QCOMPARE(tree.nodes[2].parent, std::size_t(1));
    QCOMPARE(tree.nodes[3].parent, std::size_t(1));
    QCOMPARE(tree.nodes[4].parent, std::size_t(0));
    QVERIFY(tree.nodes[4].isLeaf());
}

void TestExecutionTree::equalPicksAreRowsOfTheirOwn()
{
    // The same lanes moved in the same order, but took other ways (a time-out): two executions all the same.
    const ExecutionTree tree = treeOf({execution({0, 1}), execution({0, 1}), execution({0, 1, 1})});
    QCOMPARE(tree.rows.size(), std::size_t(3));
    QCOMPARE(std::count_if(tree.nodes.begin(), tree.nodes.end(), [](const TreeNode& node) { return node.isLeaf(); }), 3);
}

void TestExecutionTree::everyRowIsALeafOnce()
{
    std::vector<session::ShownExecution> executions;
    for (unsigned word = 0; word < 256; ++word) {
        std::vector<std::uint16_t> picks;
        for (unsigned bit = 0; bit < 8; ++bit)
            picks.push_back(static_cast<std::uint16_t>((word >> bit) & 1U));
        executions.push_back(execution(std::move(picks)));
    }
    const ExecutionTree tree = treeOf(executions);
    std::vector<int> leaves(256, 0);
    for (std::size_t i = 0; i < tree.nodes.size(); ++i) {
        const TreeNode& node = tree.nodes[i];
        QVERIFY(node.parent <= i);
        QVERIFY(node.from >= tree.nodes[node.parent].from && node.to <= tree.nodes[node.parent].to);
        if (node.isLeaf())
            ++leaves[node.from];
    }
    QVERIFY(std::all_of(leaves.begin(), leaves.end(), [](int count) { return count == 1; }));
    QCOMPARE(tree.nodes.size(), std::size_t(511));
    QCOMPARE(tree.mostChoices, 8U);
}

} // namespace interleave::explore

QTEST_APPLESS_MAIN(interleave::explore::TestExecutionTree)
#include "tst_execution_tree.moc"
